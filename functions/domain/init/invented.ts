/** Columns that follow from others: the joined number of an order, an instant of date and time, one piece a line. */
import type { Facts } from './facts.ts'
import { growsWithQuantity } from './lines.ts'
import type { Match, TableMatch } from './match.ts'
import { plainName } from './names.ts'
import type { ColumnProposal, MappingProposal, Remark } from './proposal.ts'

/** Lines: what is said twice is dropped, what is called a price and grows with the quantity is an amount. */
export function adjusted({ table, matches }: TableMatch): ReadonlyMap<string, Match> {
  if (table !== 'order_items') return matches
  const kept = new Map(matches)
  const [sku, quantity, price, amount] = ['sku', 'quantity', 'unit_price', 'amount'].map((name) =>
    matches.get(name),
  )
  if (price && quantity && amount && (amount.fit < 3 || amount.facts.filled < price.facts.filled)) {
    kept.delete('amount')
  }
  if (price && sku && quantity && !kept.has('amount')) {
    if (growsWithQuantity(sku.facts, quantity.facts, price.facts)) {
      kept.delete('unit_price')
      kept.set('amount', { ...price, column: 'amount' })
    }
  }
  return kept
}

/** Columns that the file lacks and that follow from others. */
export function invented(
  { table }: TableMatch,
  matches: ReadonlyMap<string, Match>,
  found: readonly ColumnProposal[],
): readonly ColumnProposal[] {
  const has = (column: string) => matches.has(column)
  const name = (column: string) => matches.get(column)?.facts.name ?? ''
  const more: ColumnProposal[] = []
  const add = (column: string, mapping: MappingProposal, ...remarks: readonly Remark[]) =>
    more.push({ column, mapping, remarks })
  if (table === 'order_items' && !has('order_id')) {
    const when = found.find(({ column }) => column === 'ordered_at')?.mapping
    const instant = when?.date ? [when.date, when.time ?? ''] : [name('ordered_at')]
    add('order_id', { join: [name('customer_id'), ...instant] })
  }
  if (table === 'order_items' && has('unit_price') && !has('quantity') && !has('amount')) {
    const text = 'no quantity: every line counts as one piece'
    add('quantity', { constant: 1 }, { weight: 'unsure', text })
  }
  if (/^orders$|^order_items$/.test(table) && has('ordered_at') && !has('status')) {
    const text = 'no status: every order counts as paid'
    add('status', { constant: 'paid' }, { weight: 'say', text })
  }
  if (table === 'customers' && !has('customer_id') && has('email')) {
    const text = 'no number of the customer: the address is the id'
    add('customer_id', { from: name('email') }, { weight: 'say', text })
  }
  return more
}

/** A date beside a column of times becomes one instant. */
export function withTime(
  proposal: ColumnProposal,
  columns: readonly Facts[],
  matches: ReadonlyMap<string, Match>,
): ColumnProposal {
  const { column, mapping } = proposal
  if (
    !mapping?.from ||
    !mapping.format ||
    /[Hh]/.test(mapping.format) ||
    !/_at$|^at$/.test(column)
  ) {
    return proposal
  }
  const taken = new Set([...matches.values()].map(({ facts }) => facts))
  const time = columns.find(
    (facts) =>
      !taken.has(facts) &&
      /time|hour|uhrzeit|heure|hora/.test(plainName(facts.name)) &&
      clockOf(facts),
  )
  if (!time) return proposal
  const { from, format, ...rest } = mapping
  const joined = { ...rest, date: from, time: time.name, format: `${format} ${clockOf(time)}` }
  return { ...proposal, mapping: joined }
}

/** The format of a column of times of day, or nothing. */
export function clockOf({ words, filled }: Facts): string | undefined {
  const shapes = new Map<string, number>()
  for (const [word, count] of words) {
    const parts = /^(\d{1,2}):\d{2}(:\d{2})?( ?)([AaPp][Mm])?$/.exec(word)
    if (!parts) continue
    const [, , seconds, blank, half] = parts
    const shape = `${half ? 'h' : 'H'}:mm${seconds ? ':ss' : ''}${half ? `${blank}A` : ''}`
    shapes.set(shape, (shapes.get(shape) ?? 0) + count)
  }
  const [best] = [...shapes].sort((a, b) => b[1] - a[1])
  return best && best[1] >= 0.95 * filled ? best[0] : undefined
}
