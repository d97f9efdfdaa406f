/** Values that stand in another source's files: looked up by a key, step by step. */
import type { Mapping } from '../../config.ts'
import { ident } from '../../platform/sql.ts'
import { cellNamed } from './cells.ts'
import type { RawSource } from './raw-source.ts'

/** A column of ours that is looked up. */
export interface Sought {
  readonly name: string
  /** SQL of what is looked for. */
  readonly cell: string
  readonly steps: NonNullable<Mapping['through']>
}

/** What was found for a column of ours. Names of config hold no blank, so it meets none of them. */
export const foundName = (name: string): string => ident(`${name} found`)

/** `from` with what was found for each column. Of several rows with a key the greatest value counts. */
export function lookedUp(
  from: string,
  sought: readonly Sought[],
  sources: readonly RawSource[],
): string {
  const joins = sought.flatMap(({ name, cell, steps }) =>
    steps.map(({ source, key, value }, i) => {
      const other = sources.find((one) => one.name === source)
      if (!other) throw new Error(`no source ${source}`)
      const last = i === 0 ? cell : `${alias(name, i)}.found`
      return `left join (
        select ${cellNamed(other, key)} as wanted, max(${cellNamed(other, value)}) as found
        from ${ident(`raw_${source}`)}
        where row_error is null and ${cellNamed(other, key)} is not null
        group by ${cellNamed(other, key)}
    ) as ${alias(name, i + 1)} on ${alias(name, i + 1)}.wanted = ${last}`
    }),
  )
  const found = sought.map(
    ({ name, steps }) => `${alias(name, steps.length)}.found as ${foundName(name)}`,
  )
  return `select whole.*, ${found.join(', ')}
    from ${from} as whole
    ${joins.join('\n    ')}`
}

const alias = (name: string, step: number) => ident(`${name} ${step}`)
