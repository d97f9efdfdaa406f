/** What a stranger gets from her export folder: init, then a night, and no hand on the configuration. */
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { init } from '../../functions/commands/init.ts'
import { ask, nightOf, scratch } from '../support/night.ts'
import { runCommand } from '../support/run-command.ts'
import { cases, dateOf, figures } from './figures.ts'

const root = scratch('exports-init')
afterAll(() => rmSync(root, { recursive: true }))

/** What must be alike whoever wrote the configuration: ids may be others, and midnight is in the zone that it names. */
const compared = ({ orders, net, lines, customers, consents, stops }: Figures) => ({
  orders,
  net,
  lines,
  customers,
  consents: withoutSubjects(consents),
  stops: withoutSubjects(stops),
})

const isExpected = (name: string) => existsSync(join(import.meta.dirname, name, 'expected.json'))

type Figures = Awaited<ReturnType<typeof figures>>

const withoutSubjects = (lines: readonly string[]) =>
  lines.map((line) => line.replace(/^.*?: /, '').replace(/, at .*/, '')).sort()

describe('init and a night over the export of', () => {
  it.each(cases.filter(isExpected))('%s', { timeout: 120_000 }, async (name) => {
    const folder = join(root, name)
    cpSync(join(import.meta.dirname, name), folder, { recursive: true, preserveTimestamps: true })
    rmSync(join(folder, 'nocturne.yaml'))
    const { code, out } = await runCommand(init, folder, { positionals: ['.'] })
    const questions = out.split('\n').filter((line) => line.includes('✗'))
    // What only a person can know: that payments are those of the shop's orders.
    const asked = questions.filter((line) => !/repeat the orders of/.test(line))
    expect(asked).toEqual([])
    expect(code).toBe(questions.length > 0 ? 1 : 0)
    const path = join(folder, 'nocturne.yaml')
    writeFileSync(path, readFileSync(path, 'utf8').replace('# repeats: { of', 'repeats: { of'))
    const outcome = await nightOf(folder, dateOf(name))
    expect(outcome.status).toBe('done')
    const expected = readFileSync(join(import.meta.dirname, name, 'expected.json'), 'utf8')
    const found = await figures((sql) => ask(folder, sql))
    expect(compared(found)).toEqual(compared(JSON.parse(expected)))
  })
})
