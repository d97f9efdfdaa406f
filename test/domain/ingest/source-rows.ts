/** Sources made up for tests, and what staging makes of their rows. */
import { configSpec, type SourceConfig } from '../../../functions/config.ts'
import type { CanonicalName } from '../../../functions/domain/ingest/canonical.ts'
import { firstTable } from '../../../functions/domain/ingest/columns.ts'
import { checkColumns, type RawSource } from '../../../functions/domain/ingest/raw-source.ts'
import { sourceQuery } from '../../../functions/domain/ingest/source-query.ts'
import type { Column } from '../../../functions/domain/types.ts'
import type { Engine } from '../../../functions/platform/local/engine.ts'
import type { Row } from '../../../functions/platform/ports.ts'
import { bind, ident, instantParam, literal } from '../../../functions/platform/sql.ts'

export interface Given {
  /** The `tables:` of the source. */
  readonly tables: object
  readonly format?: object
  /** Header and types; text when no type is named: `total:double`. */
  readonly columns: readonly string[]
  /** Cells as text; null for no value. */
  readonly rows: readonly (readonly (string | null)[])[]
  readonly file?: string
  /** The zones of words in the rows. */
  readonly zones?: ReadonlyMap<string, string>
  /** More of the source: `fill`, `never`. */
  readonly more?: object
  readonly attributes?: readonly Column[]
}

/** The least that orders need. */
export const order = { order_id: 'id', ordered_at: 'at', total: 'total' } as const
export const orderColumns: readonly string[] = ['id', 'at', 'total']

/** The source of a config, as `open` would give it. */
export function sourceOf({ tables, format, columns, file, more }: Given): RawSource {
  const config = configSpec.parse({
    version: 1,
    company: { name: 'Shop', timeZone: 'Europe/Paris' },
    sources: { shop: { files: ['x'], format: { type: 'csv', ...format }, tables, ...more } },
  })
  return {
    name: 'shop',
    config: config.sources.shop as SourceConfig,
    columns: columns.map((column, i) => {
      const [name = '', type = 'varchar'] = column.split(':')
      return { name, column: name === 'line' ? 'line' : `c${i + 1}`, type }
    }),
    files: [file ?? 'shop.csv'],
  }
}

/** What the source says of a table, its first when none is named; the night is 2026-03-10 in UTC. */
export async function rowsOf(
  engine: Engine,
  given: Given,
  table?: CanonicalName,
): Promise<readonly Row[]> {
  const source = sourceOf(given)
  checkColumns(source)
  const cells = (row: readonly (string | null)[]) =>
    source.columns.map(({ column, type }, i) => {
      const value = row[i] ?? null
      return `cast(${value === null ? 'null' : literal(value)} as ${type}) as ${ident(column)}`
    })
  const selects = given.rows.map(
    (row) => `select ${literal(source.files[0] ?? '')} as file, cast(null as varchar) as row_error,
      cast(null as varchar) as row_text, ${cells(row).join(', ')}`,
  )
  await engine.run(`create or replace view raw_shop as ${selects.join(' union all ')}`)
  const sql = sqlOf(given, table ?? firstTable(source))
  return engine.rows(bind(sql, { cutoff: instantParam('2026-03-10T00:00:00Z') }))
}

/** The query of `rowsOf`. */
export function sqlOf(given: Given, table: CanonicalName): string {
  const source = sourceOf(given)
  return sourceQuery(source, table, {
    attributes: given.attributes ?? [],
    companyZone: 'Europe/Paris',
    years: { from: 1970, to: 2030 },
    asOf: '2026-03-10',
    sources: [source],
    zones: given.zones ?? new Map(),
  })
}

/** The entries of `problems`, with bars between their parts. */
export const problemsOf = ({ problems }: Row): readonly string[] =>
  typeof problems === 'string' ? problems.replaceAll('\u001f', '|').split('\u001e') : []
