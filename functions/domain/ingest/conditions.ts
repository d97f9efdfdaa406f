/** Conditions on cells as SQL. */
import type { Condition, Conditions } from '../../config/mapping.ts'
import type { Mapping } from '../../config.ts'
import { literal } from '../../platform/sql.ts'
import { amountNamed } from './amounts.ts'
import { cellNamed, presenceOf } from './cells.ts'
import type { RawSource } from './raw-source.ts'

/** Whether a row fits all conditions: SQL that is true or false. `mapping` says how numbers are read. */
export const fits = (source: RawSource, conditions: Conditions, mapping: Mapping = {}): string =>
  Object.entries(conditions)
    .flatMap(([name, condition]) => clauses(source, name, condition, mapping))
    .join('\n        and ')

function clauses(source: RawSource, name: string, condition: Condition, mapping: Mapping) {
  const text = `lower(coalesce(${cellNamed(source, name)}, ''))`
  const list = (words: readonly string[]) => literal(words.map(folded))
  const { known, in: among, not_in, starts, not_starts, more_than, less_than, not } = condition
  const number = amountNamed(source, name, mapping, 'decimal(18,4)')
  return [
    ...(known === undefined
      ? []
      : [`${presenceOf(source, name)} is ${known ? 'not null' : 'null'}`]),
    ...(among ? [`${text} in ${list(among)}`] : []),
    ...(not_in ? [`${text} not in ${list(not_in)}`] : []),
    ...(starts === undefined ? [] : [`starts_with(${text}, ${literal(folded(starts))})`]),
    ...(not_starts === undefined
      ? []
      : [`not starts_with(${text}, ${literal(folded(not_starts))})`]),
    ...(more_than === undefined ? [] : [`coalesce(${number} > ${literal(more_than)}, false)`]),
    ...(less_than === undefined ? [] : [`coalesce(${number} < ${literal(less_than)}, false)`]),
    ...(not === undefined ? [] : [`coalesce(${number} <> ${literal(not)}, false)`]),
  ]
}

const folded = (word: string) => word.trim().toLowerCase()
