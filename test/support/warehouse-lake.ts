/** A lake for tests of a warehouse: runs, their tables, and nights that were published before. */
import { type Config, configSpec } from '../../functions/config.ts'
import { columns } from '../../functions/domain/types.ts'
import { publishedKey, runOf, runPrefix } from '../../functions/lake.ts'
import type { Files, Warehouse } from '../../functions/platform/ports.ts'
import type { Published, Run } from '../../functions/stage.ts'
import type { Table, TableClass } from '../../functions/tables/table.ts'

/** One lake, and warehouses of its runs. */
export interface TestLake {
  readonly files: Files
  warehouse(run: Run, tables: readonly Table[]): Promise<Warehouse>
}

/** A shop with one file of orders. */
export const smallConfig: Config = configSpec.parse({
  version: 1,
  company: { name: 'Shop', timeZone: 'Europe/Paris', currency: 'EUR' },
  sources: {
    till: {
      files: ['orders.csv'],
      format: { type: 'csv' },
      tables: { orders: { columns: { order_id: 'id' } } },
    },
  },
})

/** The run of a date. */
export const runAt = (asOf: string, attempt = 1, previous?: Published): Run =>
  runOf({ asOf, attempt, config: smallConfig, configHash: 'c', ...(previous && { previous }) })

/** A table as tables.ts would describe it, from lines of `name type meaning`. */
export const tableOf = (name: string, lines: string, kind: TableClass = 'results'): Table => ({
  name,
  class: kind,
  sentence: `One row per row of ${name}.`,
  grain: [],
  columns: columns(lines),
})

/** A table to try things on. */
export const sales = tableOf(
  'sales',
  `
  sale_id varchar        the sale
  sold_on date           its day
  total decimal(18,2)    its amount`,
)

/** One row of `sales`, as a select. */
export const sale = (id: string, total = '1.50') =>
  `select '${id}' as sale_id, date '2026-03-09' as sold_on, cast('${total}' as decimal(18, 2)) as total`

/** Publishes what a run has built. */
export async function publishRun(
  { files }: TestLake,
  run: Run,
  warehouse: Warehouse,
  tables: readonly Table[],
): Promise<Published> {
  const built = await warehouse.built()
  const published: Published = {
    asOf: run.asOf,
    attempt: run.attempt,
    prefix: '',
    configHash: run.configHash,
    closesAt: run.closesAt,
    tables: Object.fromEntries(
      built.map(({ table, location, rows }) => [
        table,
        { location, rows, columns: tables.find(({ name }) => name === table)?.columns ?? [] },
      ]),
    ),
    rules: {},
  }
  await files.putIfAbsent(publishedKey(run), JSON.stringify(published))
  return published
}

/** The markers of a table’s builds: one a try, and `built.json`. */
export async function markersOf(
  { files }: TestLake,
  run: Run,
  table: string,
): Promise<readonly string[]> {
  const prefix = `${runPrefix(run)}/_builds/${table}/`
  return (await files.list(prefix.slice(0, -1))).map((key) => key.slice(prefix.length))
}
