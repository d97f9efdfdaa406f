/** `previous_<table>` and `past_<journal>`: tables over the files of nights before, made when a query reads them. */
import { once, severalAtOnce } from '../../concurrency.ts'
import { publishedNights, readPublished } from '../../lake.ts'
import type { Published, PublishedTable, Run } from '../../stage.ts'
import type { Table } from '../../tables/table.ts'
import type { Files } from '../ports.ts'
import { emptySql, ident, withColumns } from '../sql.ts'
import { type Catalog, parquetTable, partitionOf } from './glue.ts'
import type { Definition } from './inline.ts'

export interface EarlierNightsOptions {
  readonly catalog: Catalog
  readonly run: Run
  readonly tables: readonly Table[]
  readonly files: Files
  readonly bucket: string
}

/**
 * Finds the earlier tables that SQL names, with tonight's columns over what was: null where a night had none, empty
 * where there was no table or its files are gone.
 */
export function earlierNights(
  options: EarlierNightsOptions,
): (sql: string) => Promise<readonly Definition[]> {
  const { run, tables, files } = options
  const nights = once(async () => {
    const before = (await publishedNights(files)).filter(({ asOf }) => asOf < run.asOf)
    return severalAtOnce(before, 16, (night) => readPublished(files, night))
  })
  const earlier = new Map<string, () => Promise<string>>()
  for (const table of tables) {
    earlier.set(
      `previous_${table.name}`,
      once(() => previousSql(options, table)),
    )
    if (table.class !== 'journals') continue
    earlier.set(
      `past_${table.name}`,
      once(async () => pastSql(options, table, await nights())),
    )
  }
  return async (sql) => {
    const named = new Set(sql.match(/\b(?:previous|past)_\w+/g))
    const read = [...earlier].filter(([name]) => named.has(name))
    return Promise.all(read.map(async ([name, sqlOf]) => ({ name, sql: await sqlOf() })))
  }
}

async function previousSql({ catalog, run, bucket }: EarlierNightsOptions, table: Table) {
  const last = run.previous?.tables[table.name]
  if (!last || last.rows === 0) return emptySql(table.columns)
  const name = `previous_${table.name}`
  await catalog.put(parquetTable(name, last.columns, `s3://${bucket}/${last.location}/`))
  return `select ${withColumns(table.columns, last.columns)} from ${qualified(catalog, name)}`
}

/** Nights whose tables had the same columns are partitions of one table. */
async function pastSql(
  { catalog, bucket }: EarlierNightsOptions,
  { name, columns }: Table,
  nights: readonly Published[],
) {
  const found = nights.flatMap(({ asOf, tables }) => {
    const table = tables[name]
    return table && table.rows > 0 ? [{ asOf, table }] : []
  })
  const alike = Map.groupBy(found, ({ table }) => shapeOf(table))
  const parts: string[] = []
  for (const members of alike.values()) {
    const theirs = members[0]?.table.columns ?? []
    const past = parts.length === 0 ? `past_${name}` : `past_${name}__${parts.length + 1}`
    const table = parquetTable(past, theirs, `s3://${bucket}/journals/`, [asOfColumn])
    await catalog.put(table)
    await catalog.putPartitions(
      past,
      members.map((one) => partitionOf(table, [one.asOf], `s3://${bucket}/${one.table.location}/`)),
    )
    parts.push(`select as_of, ${withColumns(columns, theirs)} from ${qualified(catalog, past)}`)
  }
  return parts.join('\nunion all\n') || emptySql([{ ...asOfColumn, meaning: '' }, ...columns])
}

const asOfColumn = { name: 'as_of', type: 'date' } as const

const shapeOf = ({ columns }: PublishedTable) =>
  JSON.stringify(columns.map(({ name, type }) => [name, type]))

const qualified = ({ database }: Catalog, table: string) => `${ident(database)}.${ident(table)}`
