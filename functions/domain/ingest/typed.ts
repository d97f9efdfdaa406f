/** SQL for reading typed columns (Parquet, existing tables) as canonical values. */
import type { SqlType } from '../types.ts'
import { fromText, type Instant, instantFromText } from './text.ts'

/** Whether a column holds text, and is read as such. */
export const isText = (type: string) => /^(varchar|json|uuid|enum)/.test(type)

/** A typed column as a value; null where it is none. */
export function fromTyped(x: string, given: string, wanted: SqlType): string {
  const none = `cast(null as ${wanted})`
  if (isText(given))
    return fromText(`nullif(trim(cast(${x} as varchar)), '')`, wanted, { decimal: '.' })
  if (wanted === 'varchar') {
    if (isReal(given))
      return `case when ${x} = floor(${x}) then cast(cast(${x} as bigint) as varchar) end`
    return /^(timestamp|time|interval)/.test(given) ? none : `cast(${x} as varchar)`
  }
  if (wanted === 'date') return /^(date|timestamp)/.test(given) ? `cast(${x} as date)` : none
  if (wanted === 'boolean') {
    if (given === 'boolean') return x
    return isWhole(given) ? `case when ${x} = 1 then true when ${x} = 0 then false end` : none
  }
  if (isReal(given)) return fromReal(x, wanted)
  return isWhole(given) || given.startsWith('decimal') ? `try_cast(${x} as ${wanted})` : none
}

/** A typed column as an instant: a plain timestamp is the source's clock, one with a zone is UTC. */
export function instantFromTyped(x: string, given: string): Instant {
  if (isText(given)) return instantFromText(`nullif(trim(cast(${x} as varchar)), '')`, undefined)
  if (/with time zone|timestamptz/.test(given)) {
    return { utc: `cast(${x} at time zone 'UTC' as timestamp(3))` }
  }
  return /^(date|timestamp)/.test(given)
    ? { local: `cast(${x} as timestamp(3))` }
    : { local: 'cast(null as timestamp(3))' }
}

const isWhole = (type: string) => /^u?(tiny|small|big|huge)int$|^u?integer$/.test(type)
const isReal = (type: string) => /^(double|float|real)$/.test(type)

/** A double as a decimal, by rounding at its scale, the same on both engines. */
function fromReal(x: string, wanted: SqlType): string {
  const [, scale] = /^decimal\(\d+,(\d+)\)$/.exec(wanted) ?? []
  if (scale === undefined) {
    return `case when ${x} = floor(${x}) then try_cast(try_cast(${x} as bigint) as ${wanted}) end`
  }
  const digits = Number(scale)
  const unit = `cast('0.${'1'.padStart(digits, '0')}' as decimal(${digits},${digits}))`
  const steps = `try_cast(round(${x} * 1e${digits}) as bigint)`
  return `try_cast(cast(${steps} as decimal(19,0)) * ${unit} as ${wanted})`
}
