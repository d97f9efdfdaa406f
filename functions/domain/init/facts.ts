/** What the values of a column are, whatever its name says. */
import { type DateReading, readDates } from './dates.ts'
import { type NumberReading, readNumbers } from './numbers.ts'
import type { SampledColumn } from './profile.ts'

/** A column of a source with what its values tell. */
export interface Facts {
  readonly name: string
  /** The file's own type, where it has types. */
  readonly native?: 'number' | 'instant' | 'date' | 'boolean' | 'text'
  readonly values: readonly string[]
  readonly filled: number
  /** Distinct values and how often each occurs, the leading apostrophes taken off. */
  readonly words: ReadonlyMap<string, number>
  readonly apostrophes: boolean
  readonly numbers?: NumberReading
  readonly dates?: DateReading
}

/** Looks at one column. Cost: one pass over the values, one over the distinct ones. */
export function factsOf(column: SampledColumn): Facts {
  const words = new Map<string, number>()
  let filled = 0
  let apostrophes = false
  for (const value of column.values) {
    if (value === '') continue
    filled += 1
    const marked = /^'[\d+]/.test(value)
    apostrophes ||= marked
    const word = marked ? value.slice(1) : value
    words.set(word, (words.get(word) ?? 0) + 1)
  }
  const native = column.type === undefined ? undefined : nativeKind(column.type)
  const numbers = readNumbers(words)
  const dates = readDates(words)
  return {
    name: column.name,
    ...(native === undefined ? {} : { native }),
    values: column.values,
    filled,
    words,
    apostrophes,
    ...(numbers ? { numbers } : {}),
    ...(dates ? { dates } : {}),
  }
}

/** Share of the filled values that a test holds for. */
export function share(facts: Facts, test: (value: string) => boolean): number {
  let count = 0
  for (const [word, times] of facts.words) if (test(word)) count += times
  return facts.filled === 0 ? 0 : count / facts.filled
}

function nativeKind(type: string): NonNullable<Facts['native']> {
  if (/^timestamp/i.test(type)) return 'instant'
  if (/^date/i.test(type)) return 'date'
  if (/^bool/i.test(type)) return 'boolean'
  return /^(u?(tiny|small|big|huge)?int|integer|decimal|double|float|real)/i.test(type) &&
    !type.endsWith(']')
    ? 'number'
    : 'text'
}
