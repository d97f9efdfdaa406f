/** SQL for reading typed columns (Parquet, existing tables) as canonical values. Types are in lower case. */
import type { SqlType } from '../types.ts'
import { asNumber, type Instant } from './text.ts'

/** Whether a column holds text, and is read as such. */
export const isText = (type: string): boolean =>
  /^(varchar(\(\d+\))?|json|uuid|enum\(.*\))$/s.test(type)

/** A column of any type as text: SQL, null where it has none that both engines write alike. */
export function asText(x: string, given: string): string {
  if (isText(given)) return `cast(${x} as varchar)`
  if (isReal(given)) {
    return `case when ${x} = floor(${x}) then cast(try_cast(${x} as bigint) as varchar) end`
  }
  if (isInstant(given)) return `cast(cast(${x} as date) as varchar) || ' ' || ${clock(x)}`
  if (/^time\b/.test(given)) return clock(x)
  return isPlain(given) ? `cast(${x} as varchar)` : none('varchar')
}

/** A column that is no text as a value of a type; null where it is none. Instants: see `instantFromTyped`. */
export function fromTyped(x: string, given: string, wanted: SqlType): string {
  if (wanted === 'varchar') return asText(x, given)
  if (wanted === 'date')
    return isInstant(given) || given === 'date' ? `cast(${x} as date)` : none(wanted)
  if (wanted === 'boolean') return asFlag(x, given)
  if (isReal(given)) return fromReal(x, wanted)
  return isWhole(given) || given.startsWith('decimal') ? asNumber(x, wanted) : none(wanted)
}

/** A column that is no text as an instant: a plain timestamp is the source's clock, one with a zone is UTC. */
export function instantFromTyped(x: string, given: string): Instant {
  if (hasZone(given)) return { utc: `cast(${x} at time zone 'UTC' as timestamp(3))` }
  return isInstant(given) || given === 'date'
    ? { local: `cast(${x} as timestamp(3))` }
    : { local: none('timestamp(3)') }
}

const isWhole = (type: string) => /^u?(tiny|small|big|huge)int$|^u?integer$/.test(type)
const isReal = (type: string) => /^(double|float|real)$/.test(type)
const isInstant = (type: string) => type.startsWith('timestamp')
const hasZone = (type: string) => /with time zone|timestamptz/.test(type)
const isPlain = (type: string) => isWhole(type) || /^(decimal.*|boolean|date)$/.test(type)

const none = (type: SqlType) => `cast(null as ${type})`

/** Hours, minutes and seconds: the engines write times as text each in its own way. */
const clock = (x: string) =>
  ['hour', 'minute', 'second']
    .map((part) => `lpad(cast(${part}(${x}) as varchar), 2, '0')`)
    .join(` || ':' || `)

function asFlag(x: string, given: string): string {
  if (given === 'boolean') return x
  return isWhole(given)
    ? `case when ${x} = 1 then true when ${x} = 0 then false end`
    : none('boolean')
}

/**
 * A double as a whole number, or as a decimal rounded at its scale: in steps of the last digit, of which a double
 * has no more than 15, so that both engines round alike.
 */
function fromReal(x: string, wanted: SqlType): string {
  const [, scale = ''] = /^decimal\(\d+,(\d+)\)$/.exec(wanted) ?? []
  if (scale === '') {
    return `case when ${x} = floor(${x}) then try_cast(try_cast(${x} as bigint) as ${wanted}) end`
  }
  const steps = `try_cast(round(${x} * 1e${scale}) as decimal(16,0))`
  const step = `cast(0.${'1'.padStart(Number(scale), '0')} as decimal(${scale},${scale}))`
  // Of two decimals it is at once the wanted type: another cast would cost as much as all the rest.
  return Number(scale) === 2 && wanted === 'decimal(18,2)'
    ? `case when abs(${x}) < 1e11 then ${steps} * ${step} end`
    : `try_cast(${steps} * ${step} as ${wanted})`
}
