/** Which model it is and why, who was left out, and what to know before trusting it. */
import { count, decimal, percent, plural } from '../format.ts'
import { html, type Piece } from '../html.ts'
import type { RowOf } from '../queries.ts'

export type Card = RowOf<'model_card'>

/** Which model tonight's values come from, and what decided. */
export function choiceWords(card: Card): readonly Piece[] {
  const { rung, model, choice, other_model: other, brier, other_brier } = card
  if (rung !== 'model' || !model) return []
  const named = html`Tonight’s values come from <b>${model}</b>, ${natures[model] ?? 'a model of purchases'}`
  const rival = other ?? 'its rival'
  const reasons: Readonly<Record<NonNullable<typeof choice>, Piece>> = {
    brier:
      brier !== null && other_brier !== null
        ? `: in the back-test it told better than ${rival} who was not going to order (Brier score ${decimal(brier, 4)} against ${decimal(other_brier, 4)}; less is better).`
        : ': in the back-test it told best who was not going to order.',
    likelihood: ': without a back-test, the one that makes the orders more likely is taken.',
    kept: `, as last night: ${rival} was not clearly better, and a change for nothing would move customers between tiers.`,
    config: html`, as <b>value.model</b> in <b>nocturne.yaml</b> says.`,
    only: ': the only one whose fit settled.',
  }
  return [[named, reasons[choice ?? 'only']]]
}

const natures: Readonly<Record<string, string>> = {
  'MBG/NBD': 'which takes orders to come by chance at a pace of each customer’s own',
  'MBG/CNBD-2': 'which takes each customer to order at a rather regular pace of their own',
}

/** Sentences of the night's own that a reader should know. */
export const warningsOf = ({ warnings }: Card): readonly Piece[] =>
  (warnings ?? '').split('\n').filter((line) => line)

/** Whom the figures leave out, and what they rest on. */
export function leftOut(card: Card, guests: number): readonly Piece[] {
  const { other_customers: others, spend_excluded: unspent, sample_rate: rate } = card
  return [
    others > 0 &&
      `Left out: ${count(others)} ${plural(others, 'customer')} without an order, for there is nothing to go by.`,
    guests > 0 && 'Orders of guests belong to no customer and are in none of these figures.',
    card.rung === 'model' &&
      unspent > 0 &&
      `${count(unspent)} who came back and spent nothing, net of refunds, ${plural(unspent, 'is', 'are')} left out of the model of spend.`,
    card.rung === 'model' &&
      rate < 1 &&
      `Fitted to ${percent(rate, 1)} of the customers, picked by chance; everybody is scored.`,
  ]
}
