/** Cells that stand on one row of a group alone, for all its rows. */
import { foldedName } from '../../config/mapping.ts'
import { ident } from '../../platform/sql.ts'
import { cellNamed } from './cells.ts'
import { columnNamed, type RawSource } from './raw-source.ts'

export interface Filled {
  /** The source as it is read from there on: its filled columns are texts. */
  readonly source: RawSource
  /** The select over `raw_<source>`; undefined where nothing is to be filled. */
  readonly sql?: string
  /** SQL of whether the cell of a column was chosen from several that differ; by the column’s folded name. */
  readonly doubts: ReadonlyMap<string, string>
}

/**
 * Fills those columns of the source that are read: a blank cell takes what another row of its group has in the same
 * file, the greatest text of several. A row without all of `by` is of no group.
 */
export function filled(source: RawSource, read: readonly string[]): Filled {
  const { fill } = source.config
  const wanted = new Set(read.map(foldedName))
  const columns = (fill?.columns ?? [])
    .filter((name) => wanted.has(foldedName(name)))
    .map((name) => ({
      name,
      raw: columnNamed(source, name)?.column ?? '',
      cell: cellNamed(source, name),
    }))
  if (!fill || columns.length === 0) return { source, doubts: new Map() }
  const by = fill.by.map((name) => cellNamed(source, name))
  const isGrouped = by.map((cell) => `${cell} is not null`).join(' and ')
  const group = `over (partition by file, ${by.join(', ')})`
  const nameOf = (raw: string) => ident(`${raw} filled`)
  const doubtOf = (raw: string) => ident(`${raw} doubt`)
  const made = columns.flatMap(({ raw, cell }) => [
    `coalesce(${cell}, case when ${isGrouped} then max(${cell}) ${group} end) as ${nameOf(raw)}`,
    `${cell} is null and ${isGrouped} and min(${cell}) ${group} <> max(${cell}) ${group} as ${doubtOf(raw)}`,
  ])
  const whole = new Map(columns.map(({ raw }) => [raw, nameOf(raw)]))
  return {
    source: {
      ...source,
      columns: source.columns.map((column) => {
        const name = whole.get(column.column)
        return name === undefined ? column : { ...column, column: name, type: 'varchar' }
      }),
    },
    sql: `select *,
        ${made.join(',\n        ')}
    from ${ident(`raw_${source.name}`)}`,
    doubts: new Map(columns.map(({ name, raw }) => [foldedName(name), doubtOf(raw)])),
  }
}
