/** Where the tables of a lake are: a database a run, a name and a location a try. */
import type { Run } from '../../stage.ts'
import type { TableClass } from '../../tables/table.ts'

/** One try of a table. */
export interface Place {
  /** The first try has the name of the table, which spares most queries a definition. */
  readonly name: string
  /** Below the bucket. */
  readonly location: string
}

type Night = Pick<Run, 'asOf' | 'attempt'>

/** The database of a run. */
export const runDatabase = (database: string, { asOf, attempt }: Night): string =>
  `${database}_${asOf.replaceAll('-', '')}_${attempt}`

/** The date of the run whose database it is; undefined for others. */
export function dateOfDatabase(database: string, name: string): string | undefined {
  const [, year, month, day] = /_(\d{4})(\d{2})(\d{2})_\d+$/.exec(name) ?? []
  const asOf = `${year}-${month}-${day}`
  return year && name.startsWith(`${database}_${year}`) ? asOf : undefined
}

/** Where a try of a run's table is. */
export const placeOf = (
  { asOf, attempt }: Night,
  kind: TableClass,
  table: string,
  number: number,
): Place => ({
  name: number === 1 ? table : `${table}__${number}`,
  location: `${kind}/${asOf}/${attempt}/${table}/${number}`,
})

/** The name of the table at a location. */
export function nameAt(location: string): string {
  const [table = '', number = ''] = location.split('/').slice(-2)
  return number === '1' ? table : `${table}__${number}`
}
