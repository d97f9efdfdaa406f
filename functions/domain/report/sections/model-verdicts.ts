/** What the back-test says, each with a verdict; and wherever the model is no better than a rule of thumb, that. */
import { count, decimal, percent } from '../format.ts'
import type { Piece } from '../html.ts'
import type { Card } from './model-words.ts'

export interface Verdict {
  readonly about: string
  readonly verdict: 'good' | 'rough' | 'too few' | 'too many'
  readonly sentences: readonly Piece[]
  /** Its part of the section's heading. */
  readonly heading?: string
}

/** Who leaves, who matters, how many orders, and one customer; what could not be measured is left out. */
export const verdictsOf = (card: Card): readonly Verdict[] =>
  [leavers(card), top(card), orders(card), single(card)].filter((one) => one !== undefined)

function leavers(card: Card): Verdict | undefined {
  const { auc, naive_auc: naive, hiatus_auc: hiatus, worst_points: points } = card
  if (points === null) return undefined
  const calibrated = points <= closePoints
  const beats = auc === null || auc > Math.max(naive ?? 0, hiatus ?? 0)
  const isGood = calibrated && beats
  return {
    about: 'Who leaves',
    verdict: isGood ? 'good' : 'rough',
    heading: isGood ? 'Right about who leaves' : 'Rough about who leaves',
    sentences: [
      `When it said a customer would not order within ${count(card.backtest_churn_days ?? 0)} days, the share who did not was within ${count(points)} points in all ten groups.`,
      ...ranking(auc, [
        ['Time since the last purchase', hiatus],
        ['The old rate', naive],
      ]),
    ],
  }
}

/** Dots of the picture that are further off are no good. */
const closePoints = 10

function ranking(
  auc: number | null,
  rivals: readonly (readonly [name: string, auc: number | null])[],
): readonly Piece[] {
  if (auc === null) return []
  const known = rivals.flatMap(([name, own]) => (own === null ? [] : [{ name, own }]))
  const better = known.filter(({ own }) => own >= auc)
  if (better.length === 0 && known.length > 0) {
    const names = known.map(
      ({ name, own }, i) => `${i > 0 ? lower(name) : lower(name)} (${decimal(own, 3)})`,
    )
    return [`It tells who leaves better (AUC ${decimal(auc, 3)}) than ${names.join(' and ')}.`]
  }
  return better.map(
    ({ name, own }) =>
      `${name} tells who leaves as well or better (AUC ${decimal(own, 3)} against ${decimal(auc, 3)}).`,
  )
}

const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)

function top({ top_share: share, naive_top_share: naive }: Card): Verdict | undefined {
  if (share === null) return undefined
  const beats = naive === null || share > naive
  return {
    about: 'Who matters',
    verdict: beats && share >= plenty ? 'good' : 'rough',
    sentences: [
      `The tenth it ranked highest made ${percent(share)} of all orders.`,
      beats ? false : `Ranking by the old rate does as well or better: ${percent(naive)}.`,
    ],
  }
}

/** A tenth picked by chance makes a tenth of the orders; three times that is a ranking. */
const plenty = 0.3

function orders(card: Card): Verdict | undefined {
  const { predicted, actual, total_error: error, naive_total_error: naiveError } = card
  if (predicted === null || actual === null) return undefined
  const verdict =
    Math.abs(error ?? predicted) <= closeTotal
      ? 'good'
      : predicted < actual
        ? 'too few'
        : 'too many'
  const isChristmas = verdict === 'too few' && hidChristmas(card)
  const naive = card.naive_predicted
  return {
    about: 'How many orders',
    verdict,
    heading: {
      good: 'and about how many orders come',
      'too few': isChristmas ? 'low on Christmas' : 'low on how many orders come',
      'too many': 'high on how many orders come',
    }[verdict],
    sentences: [
      actual === 0
        ? `It said ${count(predicted)}; there were none.`
        : `It said ${count(predicted)}; there were ${count(actual)}.`,
      isChristmas && 'It knows no seasons, and the hidden weeks held Christmas.',
      naive === null || naiveError === null || error === null
        ? false
        : Math.abs(naiveError) <= Math.abs(error)
          ? `Simply going on at each customer’s old rate comes as close or closer: ${count(naive)}.`
          : `Simply going on at each customer’s old rate gives ${count(naive)}.`,
    ],
  }
}

const closeTotal = 0.1

/** Whether the weeks before Christmas lie in the hidden days, which end with the night. */
const hidChristmas = ({ backtest_on: from, as_of: to }: Card) =>
  [from, to].some((day) => {
    const year = day.slice(0, 4)
    return from <= `${year}-12-01` && to >= `${year}-12-25`
  })

function single(card: Card): Verdict | undefined {
  const { mean_absolute_error: error, naive_mean_absolute_error: naive, mean_actual } = card
  if (error === null) return undefined
  const beats = naive === null || error < naive
  const isGood = beats && mean_actual !== null && error <= mean_actual / 2
  return {
    about: 'One customer',
    verdict: isGood ? 'good' : 'rough',
    sentences: [
      `On average ${decimal(error, 2)} orders off${
        beats && naive !== null ? ` (old rate: ${decimal(naive, 2)})` : ''
      }.`,
      beats ? false : `The old rate alone is off by as little or less: ${decimal(naive, 2)}.`,
      !isGood && 'Use it for lists, not for one name.',
    ],
  }
}
