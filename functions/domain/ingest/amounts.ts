/** Amounts that stand beside others: read as the mapping reads. */
import type { Mapping } from '../../config.ts'
import type { SqlType } from '../types.ts'
import { cellNamed, presenceOf } from './cells.ts'
import { columnNamed, type RawSource } from './raw-source.ts'
import { stripped, strips } from './strip.ts'
import { asNumber, fromText, type Spelling } from './text.ts'
import { fromTyped, isText } from './typed.ts'

/** How a mapping writes numbers. */
export const spellingOf = ({ config }: RawSource, mapping: Mapping): Spelling => ({
  decimal: mapping.constant === undefined ? (mapping.decimal ?? config.format.decimal) : '.',
  isGrouped: strips(mapping, 'money'),
  format: mapping.format,
})

/** A column of the files as a number: SQL, null where it is none. */
export function amountNamed(
  source: RawSource,
  name: string,
  mapping: Mapping,
  type: SqlType,
): string {
  const found = columnNamed(source, name)
  return found && !isText(found.type)
    ? fromTyped(found.column, found.type, type)
    : fromText(stripped(cellNamed(source, name), mapping), type, spellingOf(source, mapping))
}

/** The value with `plus` added and `minus` taken off. A blank cell is 0; one that can’t be read leaves no value. */
export function withAmounts(
  value: string,
  source: RawSource,
  mapping: Mapping,
  type: SqlType,
): string {
  const { plus = [], minus = [] } = mapping
  const other = (name: string) =>
    `case when ${presenceOf(source, name)} is null then 0 else ${amountNamed(source, name, mapping, type)} end`
  const terms = [
    ...plus.map((name) => `+ (${other(name)})`),
    ...minus.map((name) => `- (${other(name)})`),
  ]
  return terms.length > 0 ? asNumber(`(${value}) ${terms.join(' ')}`, type) : value
}
