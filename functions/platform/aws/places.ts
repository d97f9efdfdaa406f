/** Where the tables of a lake are: a database a run, a name and a location a try. */
import { sha256 } from '../../domain/sha256.ts'
import { type RunPlace, rootOf } from '../../lake.ts'
import type { TableClass } from '../../tables/table.ts'

/** One try of a table. */
export interface Place {
  /** The first try has the name of the table, which spares most queries a definition. */
  readonly name: string
  /** Below the bucket. */
  readonly location: string
}

/** The database of a run. Names of replays are longer than a database’s may be, and hold other signs. */
export const runDatabase = (database: string, { asOf, attempt, replay }: RunPlace): string => {
  const date = asOf.replaceAll('-', '')
  return replay
    ? `${database}_replay_${date}_${sha256(replay.name).slice(0, 12)}`
    : `${database}_${date}_${attempt}`
}

/** The database of the run that made the table at a location. */
export function databaseAt(database: string, location: string): string {
  const [, name, asOf = '', attempt] =
    /^(?:replays\/([^/]+)\/)?[a-z]+\/([^/]+)\/(\d+)\//.exec(location) ?? []
  const place = { asOf, attempt: Number(attempt) }
  return runDatabase(database, { ...place, ...(name !== undefined && { replay: { name } }) })
}

/** The date of the run whose database it is; undefined for others. */
export function dateOfDatabase(database: string, name: string): string | undefined {
  const [, year, month, day] = /_(\d{4})(\d{2})(\d{2})_(?:\d+|[0-9a-f]{12})$/.exec(name) ?? []
  const asOf = `${year}-${month}-${day}`
  const isOurs = [`${database}_`, `${database}_replay_`].some((begin) =>
    name.startsWith(`${begin}${year}`),
  )
  return year && isOurs ? asOf : undefined
}

/** Where a try of a run's table is. */
export const placeOf = (run: RunPlace, kind: TableClass, table: string, number: number): Place => ({
  name: number === 1 ? table : `${table}__${number}`,
  location: `${rootOf(run)}${kind}/${run.asOf}/${run.attempt}/${table}/${number}`,
})

/** The name of the table at a location. */
export function nameAt(location: string): string {
  const [table = '', number = ''] = location.split('/').slice(-2)
  return number === '1' ? table : `${table}__${number}`
}
