import { configSpec } from '../../functions/config.ts'
import type { Feature } from '../../functions/domain/features/columns.ts'
import { featureKind, kindWords } from '../../functions/domain/features/kind.ts'
import { needOf } from '../../functions/domain/features/light.ts'
import { featuresOf } from '../../functions/features.ts'
import type { Table, TableClass } from '../../functions/tables/table.ts'
import { tables } from '../../functions/tables.ts'
import { table } from './markdown.ts'

/** `docs/tables.md`: every table of the lake, its rows and columns. */
export const tablesPage = (): string => `# Tables

Made from the code by \`npm run docs\`; edit the code, not this page.

Every night writes these tables anew. \`nocturne query "select …"\` reads them.

${table(
  ['class', 'kept', 'holds'],
  Object.entries(classes).map(([name, { kept, holds }]) => [name, kept, holds]),
)}

A column's type is Athena's and DuckDB's alike. \`decimal(9,6)\` is a share from 0 to 1.

${tables(config).map(section).join('\n\n')}
`

const classes: Readonly<Record<TableClass, { readonly kept: string; readonly holds: string }>> = {
  personal: { kept: '`retention.personalNights`, 7 nights', holds: 'raw rows, names, addresses' },
  results: { kept: '`retention.nights`, 30 nights', holds: 'customers by id' },
  journals: { kept: '`retention.journalMonths`, 25 months', holds: 'figures without customers' },
}

const config = configSpec.parse({
  version: 1,
  company: { name: 'Shop', timeZone: 'UTC' },
  sources: {
    orders: { files: ['orders.csv'], format: { type: 'csv' }, tables: { orders: { columns: {} } } },
  },
})

function section(one: Table): string {
  const grain = one.grain.map((column) => `\`${column}\``).join(', ')
  const key = grain ? `Key: ${grain}. ` : ''
  return `## ${one.name}

${one.sentence} ${key}Class: ${one.class}.${notes[one.name] ?? ''}

${one.name === 'customer_features' ? fields() : columns(one)}`
}

const notes: Readonly<Record<string, string>> = {
  customers: ' Declared attributes are further columns.',
  customer_features: ' Declared attributes are further fields. These are what rules may name.',
  segment_membership: ' One column a segment: `in_champions` for `champions`.',
  int_segment_entries: ' One column a segment: `on_champions` for `champions`.',
}

const columns = ({ columns: all }: Table): string =>
  table(
    ['column', 'type', 'meaning'],
    all.map(({ name, type, meaning }) => [`\`${name}\``, type, meaning]),
  )

const fields = (): string =>
  table(
    ['field', 'holds', 'meaning', 'needs'],
    featuresOf(config).map((feature) => [
      `\`${feature.name}\``,
      holds(feature),
      feature.meaning,
      needOf(feature),
    ]),
  )

const holds = (feature: Feature): string =>
  feature.values?.join(', ') ?? kindWords[featureKind(feature)]
