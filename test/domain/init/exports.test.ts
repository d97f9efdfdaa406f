import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { valueSpec } from '../../../functions/config/value.ts'
import { linesOf } from '../../../functions/domain/init/print.ts'
import { propose } from '../../../functions/domain/init/propose.ts'
import { yamlOf } from '../../../functions/domain/init/yaml.ts'

/** Exports in the shape of well-known platforms, people and products made up; beside each what is proposed for it. */
const folder = join(import.meta.dirname, 'exports')
const files = readdirSync(folder).filter((file) => file.endsWith('.csv'))

describe('exports of well-known platforms', () => {
  it.each(files)('%s is proposed as it was reviewed', (file) => {
    const sample = { kind: 'text', path: file, chunks: [readFileSync(join(folder, file))] } as const
    const proposal = propose([{ ...sample, whole: true }], 'shop')
    const text = `${linesOf(proposal).join('\n')}\n\n${yamlOf(proposal, '.')}`
    const golden = join(folder, file.replace('.csv', '.txt'))
    if (!existsSync(golden) && !process.env.CI) writeFileSync(golden, text)
    expect(text).toBe(readFileSync(golden, 'utf8'))
  })
})

it('the proposal tells the defaults of value and sets none', () => {
  const lines = yamlOf(propose([], 'shop'), '.').split('\n')
  expect(lines.filter((line) => line.startsWith('value'))).toEqual([])
  const told = lines.find((line) => line.startsWith('# value: '))?.slice(2) ?? ''
  expect(valueSpec.parse({})).toMatchObject(parse(told).value)
})
