import { severalAtOnce } from '../concurrency.ts'
import type { Built, Warehouse } from '../platform/ports.ts'
import type { Params } from '../platform/sql.ts'

/** Builds tables that do not read one another, side by side; `queries` by table, what is built in their order. */
export const buildAll = (
  warehouse: Pick<Warehouse, 'build' | 'sideBySide'>,
  queries: Readonly<Record<string, string>>,
  params: Params,
): Promise<readonly Built[]> =>
  severalAtOnce(Object.entries(queries), warehouse.sideBySide, ([table, query]) =>
    warehouse.build(table, query, params),
  )
