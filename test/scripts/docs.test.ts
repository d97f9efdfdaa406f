import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
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
