/** Where the tables of a lake are on Trino: a database a run, a location and a name a try. */
import { publishedNights, readPublished } from '../../functions/lake.ts'
import type { Definition } from '../../functions/platform/aws/inline.ts'
import type { Files } from '../../functions/platform/ports.ts'
import { emptySql, ident, literal, withColumns } from '../../functions/platform/sql.ts'
import type { Published, Run } from '../../functions/stage.ts'
import type { Table } from '../../functions/tables/table.ts'

/** One try of a table. */
export interface Place {
  readonly schema: string
  /** The first try has the name of the table, which spares most queries a definition. */
  readonly name: string
  /** Below the bucket. */
  readonly path: string
}

/** Where a try of a run's table is. */
export function placeOf(
  lake: string,
  run: Pick<Run, 'asOf' | 'attempt'>,
  table: string,
  number: number,
): Place {
  const schema = `${lake}_${run.asOf.replaceAll('-', '_')}_${run.attempt}`
  const name = number === 1 ? table : `${table}__${number}`
  return { schema, name, path: `${schema}/${table}/${number}` }
}

/** The place that a location names. */
export function placeAt(location: string): Place {
  const [schema = '', table = '', number = ''] = location.split('/').slice(-3)
  const name = number === '1' ? table : `${table}__${number}`
  return { schema, name, path: `${schema}/${table}/${number}` }
}

/** `previous_<table>` and `past_<journal>` with tonight's columns: null where a night had none, empty where no table. */
export async function earlierNights(given: {
  readonly run: Run
  readonly files: Files
  readonly tables: readonly Table[]
}): Promise<readonly Definition[]> {
  const { run, files, tables } = given
  const nights = (await publishedNights(files)).filter(({ asOf }) => asOf < run.asOf)
  const published = await Promise.all(nights.map((night) => readPublished(files, night)))
  const previous = tables.map((table) => ({
    name: `previous_${table.name}`,
    sql: fromNight(run.previous, table) ?? emptySql(table.columns),
  }))
  const journals = tables.filter((table) => table.class === 'journals')
  const past = journals.map((table) => {
    const parts = published.flatMap(
      (night) => fromNight(night, table, `date ${literal(night.asOf)} as as_of, `) ?? [],
    )
    const none = emptySql([{ name: 'as_of', type: 'date', meaning: '' }, ...table.columns])
    return { name: `past_${table.name}`, sql: parts.join('\nunion all\n') || none }
  })
  return [...previous, ...past]
}

function fromNight(night: Published | undefined, { name, columns }: Table, more = '') {
  const theirs = night?.tables[name]
  if (!theirs) return undefined
  const place = placeAt(theirs.location)
  return `select ${more}${withColumns(columns, theirs.columns)} from ${place.schema}.${ident(place.name)}`
}
