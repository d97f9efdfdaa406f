import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { valueSpec } from '../../functions/config/value.ts'
import { features } from '../../functions/domain/features/columns.ts'
import { catalogue } from '../../functions/domain/segments/catalogue/index.ts'
import { checkRule } from '../../functions/domain/segments/check-rule.ts'
import { segmentsPage } from '../../scripts/docs/segments.ts'
import { tablesPage } from '../../scripts/docs/tables.ts'

const written = (file: string) =>
  readFileSync(join(import.meta.dirname, '../../docs', file), 'utf8')

describe.each([
  ['segments.md', segmentsPage],
  ['tables.md', tablesPage],
])('docs/%s', (file, page) => {
  it('is what the code says; else run: npm run docs', () => {
    expect(written(file)).toBe(page())
  })
})

describe('docs/segments.md', () => {
  it('has every segment of the catalogue', () => {
    const listed = [...segmentsPage().matchAll(/^`([a-z0-9-]+)` · /gm)].map(([, id]) => id)
    expect(listed).toEqual(catalogue.map(({ id }) => id))
  })

  it('shows a rule that is right', () => {
    const [, yaml = ''] = /```yaml\n([^`]*)```/.exec(segmentsPage()) ?? []
    const { segments } = parse(yaml) as { segments: readonly { where: unknown }[] }
    expect(segments.map(({ where }) => checkRule(where, features))).toEqual([[]])
  })
})

describe('docs/tables.md', () => {
  it('has every field, where errors of rules lead to', () => {
    const [, section = ''] = tablesPage().split('## customer_features\n')
    const fields = [...(section.split('\n## ')[0] ?? '').matchAll(/^\| `(\w+)` \|/gm)]
    expect(fields.map(([, name]) => name)).toEqual(features.map(({ name }) => name))
  })

  it('has no line that breaks out of its table', () => {
    const rows = tablesPage()
      .split('\n')
      .filter((line) => line.startsWith('|'))
    const cells = (line: string) => line.replaceAll('\\|', '').split('|').length
    expect(rows.filter((line) => ![5, 6].includes(cells(line)))).toEqual([])
  })
})

describe('docs/config.md', () => {
  const [, section = ''] = written('config.md').split('## Value\n')
  const rows = [...(section.split('\n## ')[0] ?? '').matchAll(/^\| `([\w.]+)` \|.*\| (.*) \|$/gm)]

  it('has every key of value', () => {
    const { tiers, ...others } = valueSpec.shape
    const ofTiers = ['by', 'high', 'medium'].map((key) => `tiers.${key}`)
    expect(tiers).toBeDefined()
    expect(rows.map(([, key]) => key).sort()).toEqual([...Object.keys(others), ...ofTiers].sort())
  })

  it('has their defaults', () => {
    const { tiers, ...others } = valueSpec.parse({})
    const ofTiers = Object.entries(tiers).map(([key, value]) => [`tiers.${key}`, value] as const)
    for (const [key, value] of [...Object.entries(others), ...ofTiers]) {
      const [, , told = ''] = rows.find(([, name]) => name === key) ?? []
      expect(told.split(/[;,]/)[0], key).toBe(String(value))
    }
  })

  it('shows a value that is right', () => {
    const [, yaml = ''] = /```yaml\n([^`]*)```/.exec(section) ?? []
    expect(valueSpec.safeParse(parse(yaml).value).success).toBe(true)
  })
})
