/** An example as a stranger has it: her files, and what `init` makes of them. */
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { init } from '../../../functions/commands/init.ts'
import type { Figures } from '../../exports/figures.ts'
import { runCommand } from '../run-command.ts'

const exports = join(import.meta.dirname, '../../exports')

/** Copies the files of a case into a folder and lets `init` write the configuration, which nobody touches. */
export async function initiated(name: string, folder: string): Promise<void> {
  cpSync(join(exports, name), folder, { recursive: true, preserveTimestamps: true })
  rmSync(join(folder, 'nocturne.yaml'))
  const { code, out } = await runCommand(init, folder, { positionals: ['.'] })
  const questions = out.split('\n').filter((line) => line.includes('✗'))
  // What only a person can know: that payments are those of the shop's orders.
  const asked = questions.filter((line) => !/repeat the orders of/.test(line))
  expect(asked).toEqual([])
  expect(code).toBe(questions.length > 0 ? 1 : 0)
  const path = join(folder, 'nocturne.yaml')
  writeFileSync(path, readFileSync(path, 'utf8').replace('# repeats: { of', 'repeats: { of'))
}

/** The figures that a case must come to, whoever wrote its configuration. */
export const expectedOf = (name: string): object =>
  compared(JSON.parse(readFileSync(join(exports, name, 'expected.json'), 'utf8')))

/** What must be alike whoever wrote the configuration: ids may be others, and midnight is in the zone that it names. */
export const compared = ({ orders, net, lines, customers, consents, stops }: Figures): object => ({
  ...{ orders, net, lines, customers },
  consents: withoutSubjects(consents),
  stops: withoutSubjects(stops),
})

const withoutSubjects = (lines: readonly string[]) =>
  lines.map((line) => line.replace(/^.*?: /, '').replace(/, at .*/, '')).sort()
