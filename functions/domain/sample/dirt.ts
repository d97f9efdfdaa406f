import type { Dirt } from './table.ts'
import { dateText } from './time.ts'

type Spoil = NonNullable<Dirt['spoil']>

/** What a dirty value stands in: the shop's word for the column and the canonical one. */
type Where = readonly [cell: string, column: string]

/** A required value is left out: the row is lost. */
export const missing = ([cell, column]: Where, every: number): Dirt => ({
  kind: `no ${column}`,
  every,
  effect: 'row',
  reason: 'missing',
  column,
  spoil: put(cell, ['', '  ']),
})

/** A required value cannot be read: the row is lost. YYYY in a value is the history's last year. */
export const unreadable = (where: Where, every: number, values: readonly string[]): Dirt => ({
  ...unreadableValue(where, every, values),
  effect: 'row',
})

/** An optional value cannot be read: it alone is lost. */
export const unreadableValue = (
  [cell, column]: Where,
  every: number,
  values: readonly string[],
): Dirt => ({
  kind: `unreadable ${column}`,
  every,
  effect: 'value',
  reason: 'unreadable',
  column,
  spoil: put(cell, values),
})

/** A word that no mapping knows. */
export const unknownWord = (
  [cell, column]: Where,
  every: number,
  words: readonly string[],
): Dirt => ({
  kind: `unknown ${column}`,
  every,
  effect: 'value',
  reason: 'unknown-word',
  column,
  spoil: put(cell, words),
})

/** The same row twice. */
export const twice = (every: number): Dirt => ({
  kind: 'same row twice',
  every,
  effect: 'equal-copy',
})

/** A second row with the same key that says something else. */
export const contradicted = (every: number, spoil: Spoil): Dirt => ({
  kind: 'two rows with one key',
  every,
  effect: 'other-copy',
  reason: 'conflicting-duplicate',
  spoil,
})

/** Blanks around values. */
export const blanks = (every: number, cells: readonly string[]): Dirt =>
  harmless('blanks around values', every, (row, { header }) => {
    for (const cell of cells) {
      const at = header.indexOf(cell)
      if (row.cells[at] !== '') row.cells[at] = ` ${row.cells[at]}  `
    }
  })

/** Something odd that ingest reads all the same. */
export const harmless = (kind: string, every: number, spoil: Spoil): Dirt => ({
  kind,
  every,
  effect: 'none',
  spoil,
})

/** A line that ends too early. */
export const torn = (every: number): Dirt => ({
  kind: 'torn line',
  every,
  effect: 'row',
  reason: 'not-json',
  tear: (line) => line.slice(0, Math.floor(line.length * 0.6)),
})

/** Puts one value after the other into a column. */
export function put(cell: string, values: readonly string[]): Spoil {
  return (row, { shop, header, nth }) => {
    const value = values[nth % values.length] as string
    row.cells[header.indexOf(cell)] = value.replace('YYYY', dateText(shop.to).slice(0, 4))
  }
}
