/** The report's queries as text that a reader can run again: `report --sources`. */
import type { Section } from './section.ts'

export interface SourcesGiven {
  readonly sections: readonly Section[]
  readonly asOf: string
  /** The SQL of a query with its parameters filled. */
  readonly sql: (name: string) => string
  /** Tables that hold all nights when they are asked for by their bare name. */
  readonly journals: readonly string[]
}

/** Every section's queries, each a select of its own that ends with a semicolon. */
export const sourcesText = ({ sections, asOf, sql, journals }: SourcesGiven): string =>
  sections
    .map(
      ({ id, title, queries }) =>
        `-- ${title} (#${id})\n\n${queries
          .map((name) => `-- ${name}\n${onNight(sql(name).trim(), asOf, journals)};\n`)
          .join('\n')}`,
    )
    .join('\n\n')

/** A journal is told apart by night: its bare name becomes tonight's rows, `past_` those before. */
function onNight(sql: string, asOf: string, journals: readonly string[]): string {
  const reads = (table: string) => new RegExp(`\\b(from|join) ${table}\\b`).test(sql)
  const nights = [
    ...journals
      .filter((table) => reads(`past_${table}`))
      .map((table) => `past_${table} as (select * from ${table} where as_of < date '${asOf}')`),
    ...journals
      .filter(reads)
      .map((table) => `${table} as (select * from ${table} where as_of = date '${asOf}')`),
  ]
  return nights.length > 0 ? `with ${nights.join(',\n')}\nselect * from (\n${sql}\n)` : sql
}
