import { QueryError } from '../errors.ts'

/** A column as tables.ts, a file or an engine says it. */
export interface ColumnShape {
  readonly name: string
  readonly type: string
}

/** Throws QueryError for a table whose columns are not, in name, type and place, those that tables.ts says. */
export function refuseShape(
  table: string,
  made: readonly ColumnShape[],
  wanted: readonly ColumnShape[],
): void {
  const told = (columns: readonly ColumnShape[], place: number) => {
    const column = columns[place]
    return column && `${column.name} ${column.type}`
  }
  for (let place = 0; place < Math.max(made.length, wanted.length); place += 1) {
    const [is, should] = [told(made, place), told(wanted, place)]
    if (is === should) continue
    throw new QueryError(
      `${table}: column ${place + 1} is ${is ?? 'absent'}, tables.ts says ${should ?? 'nothing'}`,
    )
  }
}

/** Whether all wanted columns are there with their types; there may be others. */
export const hasColumns = (is: readonly ColumnShape[], wanted: readonly ColumnShape[]): boolean =>
  wanted.every(({ name, type }) => is.some((one) => one.name === name && one.type === type))
