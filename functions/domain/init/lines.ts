/** What rows that belong together have in common: keys that repeat, amounts that are an order's. */
import type { Facts } from './facts.ts'

/** Share of the rows whose key another row had before. Rows without a full key don't count. */
export function repeats(key: readonly Facts[]): number {
  const seen = new Set<string>()
  let rows = 0
  for (let row = 0; row < (key[0]?.values.length ?? 0); row += 1) {
    if (key.some(({ values }) => values[row] === '')) continue
    rows += 1
    seen.add(keyAt(key, row))
  }
  return rows === 0 ? 0 : 1 - seen.size / rows
}

/** Whether a value is the same on all lines of nearly every order that has several, and not always nothing. */
export function alikeWithin(order: readonly Facts[], facts: Facts): boolean {
  if (order.length === 0) return false
  const groups = new Map<string, Set<string>>()
  const sizes = new Map<string, number>()
  facts.values.forEach((value, row) => {
    const key = keyAt(order, row)
    groups.set(key, (groups.get(key) ?? new Set()).add(value))
    sizes.set(key, (sizes.get(key) ?? 0) + 1)
  })
  const several = [...groups].filter(([key]) => (sizes.get(key) ?? 0) > 1)
  const telling = several.filter(([, values]) => [...values].some((one) => /[1-9]/.test(one)))
  const same = telling.filter(([, values]) => values.size === 1)
  return telling.length > 0 && same.length >= 0.9 * telling.length
}

/**
 * Whether a price grows with the quantity: then it is the line's, not the piece's.
 * Compares lines of one product that differ in quantity; at least five such products must tell.
 */
export function growsWithQuantity(sku: Facts, quantity: Facts, price: Facts): boolean {
  const first = new Map<string, { readonly pieces: number; readonly price: number }>()
  const votes = new Map<string, boolean>()
  sku.values.forEach((product, row) => {
    const pieces = Number(quantity.values[row])
    const paid = Number(price.values[row])
    if (product === '' || !(pieces > 0) || !(paid > 0)) return
    const before = first.get(product)
    if (!before) first.set(product, { pieces, price: paid })
    else if (before.pieces !== pieces) {
      const isSame = Math.abs(before.price - paid) < 0.005
      const isEach = Math.abs(before.price / before.pieces - paid / pieces) < 0.01
      if (isSame !== isEach) votes.set(product, isEach)
    }
  })
  const grows = [...votes.values()].filter(Boolean).length
  return votes.size >= 5 && grows >= 0.8 * votes.size
}

/** Whether orders of three lines and more have one line that is the sum of the others. */
export function hasSumLines(order: Facts, amount: Facts): boolean {
  const orders = new Map<string, number[]>()
  amount.values.forEach((value, row) => {
    const number = order.values[row] ?? ''
    if (number === '') return
    const lines = orders.get(number) ?? []
    orders.set(number, lines)
    lines.push(cents(value))
  })
  const long = [...orders.values()].filter((lines) => lines.length >= 3)
  const summed = long.filter((lines) => {
    const total = lines.reduce((sum, one) => sum + one, 0)
    return total !== 0 && lines.some((one) => 2 * one === total)
  })
  return long.length > 0 && summed.length >= 0.5 * long.length
}

/** An amount in its smallest unit, whatever marks stand in it. */
const cents = (text: string): number =>
  Number(/[.,]\d{1,2}\D*$/.test(text) ? text.replace(/\D/g, '') : `${text.replace(/\D/g, '')}00`)

const keyAt = (key: readonly Facts[], row: number) =>
  key.map(({ values }) => values[row]).join('\u001f')
