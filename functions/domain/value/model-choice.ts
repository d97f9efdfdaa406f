import type { PurchaseModelName } from './purchase-model.ts'

/** What two models said of the same customers' chance not to buy, and whether they did. */
export interface PairedRow {
  readonly challenger: number
  readonly incumbent: number
  readonly bought: boolean
  readonly customers: number
}

/** The incumbent's Brier score less the challenger's, above 0 if the challenger is better, and its standard error. */
export interface BrierGain {
  readonly gain: number
  readonly standardError: number
}

/**
 * The difference of two Brier scores over the same customers, with the standard error of a mean of paired differences.
 * Both 0 of no customers. Diebold and Mariano 1995, https://doi.org/10.1080/07350015.1995.10524599.
 */
export function brierGain(rows: readonly PairedRow[]): BrierGain {
  const gains = rows.map(({ challenger, incumbent, bought, customers }) => {
    const outcome = Number(!bought)
    return { gain: (incumbent - outcome) ** 2 - (challenger - outcome) ** 2, customers }
  })
  const n = gains.reduce((sum, { customers }) => sum + customers, 0)
  if (n === 0) return { gain: 0, standardError: 0 }
  const mean = gains.reduce((sum, { gain, customers }) => sum + customers * gain, 0) / n
  const squares = gains.reduce(
    (sum, { gain, customers }) => sum + customers * (gain - mean) ** 2,
    0,
  )
  return { gain: mean, standardError: n > 1 ? Math.sqrt(squares / (n - 1) / n) : 0 }
}

/** The model of tonight and what decided. */
export interface ModelChoice {
  readonly model: PublishedModel
  /** brier: better in the back-test · likelihood: no back-test, more likely · kept: last night's, no challenger was clearly better. */
  readonly reason: 'brier' | 'likelihood' | 'kept'
}

export type PublishedModel = Extract<PurchaseModelName, `MBG/${string}`>

/** What is known of MBG/CNBD-2 against MBG/NBD. */
export interface ChoiceTerms {
  /** The published model of last night. */
  readonly previous?: PublishedModel | undefined
  /** MBG/CNBD-2 as challenger of MBG/NBD, over the back-test; undefined with too little history for one. */
  readonly backtest?: BrierGain | undefined
  /** The log-likelihood of MBG/CNBD-2 less that of MBG/NBD, gaps included. */
  readonly likelihoodGain: number
}

/**
 * Chooses Erlang's k: by the back-test's Brier score, without one by the likelihood. Last night's model goes only when the other
 * is better by more than one standard error (of likelihoods: by more than 2), so that tiers don't flip with it. A tie is k = 1.
 * @example chooseModel({ likelihoodGain: -271 }) // { model: 'MBG/NBD', reason: 'likelihood' }
 */
export function chooseModel({ previous, backtest, likelihoodGain }: ChoiceTerms): ModelChoice {
  const gain = backtest ? backtest.gain : likelihoodGain
  const needed = backtest ? backtest.standardError : clearLikelihoodGain
  const better: PublishedModel = gain > 0 ? 'MBG/CNBD-2' : 'MBG/NBD'
  if (previous && previous !== better && Math.abs(gain) <= needed)
    return { model: previous, reason: 'kept' }
  return { model: better, reason: backtest ? 'brier' : 'likelihood' }
}

const clearLikelihoodGain = 2
