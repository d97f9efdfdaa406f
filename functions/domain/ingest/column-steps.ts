/** The steps in which a mapped column becomes a value; each is a column of its own until the row is put together. */
import { ident, literal } from '../../platform/sql.ts'
import type { MappedColumn } from './columns.ts'
import { toLocal, toUtc, type Years } from './zone.ts'

/** The zones of a source’s files and of the company, and the years whose clock changes matter. */
export interface Zones {
  readonly source: string
  readonly company: string
  readonly years: Years
  /** The zones that words in the files mean, by the words in lower case. */
  readonly words: ReadonlyMap<string, string>
}

/** SQL of a mapped column step by step: a step reads the columns of those before it. */
export interface ColumnSteps {
  readonly cell: readonly string[]
  readonly text: readonly string[]
  readonly value: readonly string[]
  readonly utc: readonly string[]
  /** The company's clock at an instant. */
  readonly clock: readonly string[]
}

/** Names of the columns of the steps. Names of config hold no blank, so they meet none of these. */
export const stepName = (
  name: string,
  step: 'cell' | 'text' | 'value' | 'local' | 'utc' | 'clock' | 'zone',
): string => ident(`${name} ${step}`)

/** The steps of one column; `hasClock`: whether days or hours are made of it. */
export function columnSteps(
  { name, reading }: MappedColumn,
  zones: Zones,
  hasClock: boolean,
): ColumnSteps {
  const named = (step: Parameters<typeof stepName>[1]) => stepName(name, step)
  const read = {
    cell: [
      `${reading.cell} as ${named('cell')}`,
      ...(reading.zone ? [`${reading.zone} as ${named('zone')}`] : []),
    ],
    text: [`${reading.text(named('cell'))} as ${named('text')}`],
  }
  const instant = reading.instant?.(named('text'))
  if (!instant) {
    const value = `${reading.value(named('text'))} as ${named('value')}`
    return { ...read, value: [value], utc: [], clock: [] }
  }
  const { local, utc } = instant
  const [ownClock, ownUtc] = [named('local'), named('utc')]
  const either = (sql: string, otherwise: string) =>
    local && utc ? `case when ${ownClock} is not null then ${sql} else ${otherwise} end` : undefined
  const toUtcSql = reading.zone
    ? inZones(ownClock, named('zone'), zones)
    : toUtc(ownClock, zones.source, zones.years)
  const toClock = toLocal(named('value'), zones.company, zones.years)
  // The file's own clock is the company's where the zones are one.
  const isOurs = local !== undefined && !reading.zone && zones.source === zones.company
  const clock = isOurs ? (either(ownClock, toClock) ?? ownClock) : toClock
  return {
    ...read,
    value: [...(local ? [`${local} as ${ownClock}`] : []), ...(utc ? [`${utc} as ${ownUtc}`] : [])],
    utc: [`${either(toUtcSql, ownUtc) ?? (local ? toUtcSql : ownUtc)} as ${named('value')}`],
    clock: hasClock ? [`${clock} as ${named('clock')}`] : [],
  }
}

/** A clock whose zone stands beside it, as UTC; null where its word means none. A zone’s clock is long: once is enough. */
function inZones(clock: string, zone: string, { words, years }: Zones): string {
  const whens = [...Map.groupBy(words, ([, name]) => name)].map(([name, called]) => {
    const list = called.map(([word]) => literal(word)).join(', ')
    return `when lower(${zone}) in (${list}) then ${toUtc(clock, name, years)}`
  })
  return whens.length > 0 ? `case ${whens.join(' ')} end` : 'cast(null as timestamp(3))'
}

/** SQL of whether a column has no value. Of instants it asks their readings, which costs no conversion. */
export function isLost({ name, reading }: MappedColumn): string {
  const instant = reading.zone === undefined && reading.instant?.('')
  const steps = instant
    ? [...(instant.local ? (['local'] as const) : []), ...(instant.utc ? (['utc'] as const) : [])]
    : (['value'] as const)
  return steps.map((step) => `${stepName(name, step)} is null`).join(' and ')
}
