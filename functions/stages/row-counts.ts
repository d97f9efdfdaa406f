import type { Warehouse } from '../platform/ports.ts'

/** How many rows a table has that this run has built; 0 for any other. */
export async function rowCounts({ built }: Warehouse): Promise<(table: string) => number> {
  const rows = new Map((await built()).map((one) => [one.table, one.rows]))
  return (table) => rows.get(table) ?? 0
}
