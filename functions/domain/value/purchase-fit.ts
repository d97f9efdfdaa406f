import { type Box, maximise, type Peak, type Slope } from '../math/maximise.ts'
import { highestPeak } from '../math/multi-start.ts'
import { seeded } from '../math/random.ts'
import { type HistoryTable, sortedGroups, tabulate, thinned } from './history-table.ts'
import { hasConverged, standardErrors } from './information.ts'
import { purchaseLikelihood } from './purchase-likelihood.ts'
import {
  type HistoryGroup,
  type PurchaseModel,
  type PurchaseModelName,
  type PurchaseParameters,
  parameterNames,
} from './purchase-model.ts'

/** A fitted model and what tells how far to trust the fit. */
export interface PurchaseFit {
  readonly model: PurchaseModelName
  readonly parameters: PurchaseParameters
  /** By the observed information; undefined where a parameter is held at a side of its box or is not identified. */
  readonly standardErrors: { readonly [Name in keyof PurchaseParameters]: number | undefined }
  readonly logLikelihood: number
  readonly customers: number
  /** Largest entry of the gradient by ln r, ln α, ln a, ln b, a customer. */
  readonly steepness: number
  /** What a second climb from a shaken end found on top; about 0 if the maximum is one. */
  readonly restartGain: number
  readonly isConverged: boolean
  /** No customer is seen to have left: a is at 0 and b says nothing. A legitimate maximum. */
  readonly noDropout: boolean
  /** Parameters at a side of their box: as high or low as they may go. */
  readonly heldAt: readonly (keyof PurchaseParameters)[]
}

export interface FitOptions {
  readonly seed: number
  /** Σ over customers of ln of the weeks between purchase days: a constant that k = 2 needs to be comparable with k = 1. */
  readonly lnGaps?: number
}

/**
 * The maximum-likelihood fit of a model to grouped histories, by bounded quasi-Newton steps in the parameters' logarithms:
 * several seeded starts on at most 2,000 groups, the best ends on all, and a restart from a shaken end, which together with the
 * gradient a customer tells whether it converged. The order of the groups changes nothing. Some dozens of passes over the groups.
 * No customers at all, or histories that say nothing (all on one day), end unconverged where they started, never as NaN.
 */
export const fitPurchases = (
  groups: readonly HistoryGroup[],
  model: PurchaseModel,
  options: FitOptions,
): PurchaseFit => purchaseFits(groups, options)(model)

/** The fits of several models to the same groups, which are sorted and tabulated once; see `fitPurchases`. */
export function purchaseFits(
  groups: readonly HistoryGroup[],
  { seed, lnGaps = 0 }: FitOptions,
): (model: PurchaseModel) => PurchaseFit {
  const sorted = sortedGroups(groups)
  const table = tabulate(sorted)
  const thin = tabulate(thinned(sorted, mostGroupsOfStarts))
  return (model) => fitOn(table, thin, model, seed, lnGaps)
}

function fitOn(
  table: HistoryTable,
  thin: HistoryTable,
  model: PurchaseModel,
  seed: number,
  lnGaps: number,
): PurchaseFit {
  const climb = inLogarithms(table, model)
  const rough = inLogarithms(thin, model)
  const starts = startsFor(table, model.k, seed)
  const { peak: free, restartGain } = highestPeak(rough, climb, starts, box, seed)
  const still = hardlyLeaves(free) ? maximise(climb, atZero(free.point), stillBox) : undefined
  const noDropout =
    still !== undefined && (free.value - still.value) * table.customers <= worthOfDropout
  const peak = noDropout ? still : free
  const sides = noDropout ? stillBox : box
  const held = peak.point.map((x, i) => x <= sides[i]![0] || x >= sides[i]![1])
  const errors = standardErrors(climb, peak.point, held, table.customers)
  return {
    model: model.name,
    parameters: parametersAt(peak.point),
    standardErrors: named((i) => errors[i]),
    logLikelihood: peak.value * table.customers + (model.k - 1) * lnGaps,
    customers: table.customers,
    steepness: peak.steepness,
    restartGain: restartGain * table.customers,
    isConverged: hasConverged(peak.steepness, restartGain, table.customers, errors),
    noDropout,
    heldAt: parameterNames.filter((_, i) => held[i]),
  }
}

const mostGroupsOfStarts = 2_000
const mostStarts = 8

/** Log-likelihood that drop-out must be worth before it is believed in. */
const worthOfDropout = 1e-3

/** Sides of ln r, ln α, ln a, ln b: wide enough for any shop, narrow enough for doubles. */
const box: Box = [
  [Math.log(1e-4), Math.log(1e3)],
  [Math.log(1e-4), Math.log(1e7)],
  [Math.log(1e-8), Math.log(1e4)],
  [Math.log(1e-4), Math.log(1e5)],
]

/** The box of the model in which nobody leaves: a at its lower side, and b so high that no number of customers shows it. */
const lnStillB = Math.log(1e4)
const stillBox: Box = [box[0]!, box[1]!, [box[2]![0], box[2]![0]], [lnStillB, lnStillB]]
const atZero = ([lnR = 0, lnAlpha = 0]: readonly number[]) => [lnR, lnAlpha, box[2]![0], lnStillB]

/** The mean chance to leave is small enough to ask whether anybody does. */
const hardlyLeaves = ({ point: [, , lnA = 0, lnB = 0] }: Peak) =>
  Math.exp(lnA) < 0.05 * (Math.exp(lnA) + Math.exp(lnB))

const named = <T>(of: (index: number) => T) => ({ r: of(0), alpha: of(1), a: of(2), b: of(3) })

const parametersAt = (point: readonly number[]): PurchaseParameters =>
  named((i) => Math.exp(point[i]!))

/** The mean log-likelihood of a customer, by the logarithms of the parameters. */
function inLogarithms(table: HistoryTable, model: PurchaseModel) {
  const n = Math.max(1, table.customers)
  return (point: readonly number[]): Slope => {
    const parameters = parametersAt(point)
    const { value, gradient } = purchaseLikelihood(table, model, parameters)
    return {
      value: value / n,
      gradient: parameterNames.map((name, i) => (gradient[i]! * parameters[name]) / n),
    }
  }
}

/** A plain start that has the customers' mean rate, and seeded ones far around it. */
function startsFor(table: HistoryTable, k: number, seed: number): readonly (readonly number[])[] {
  const { customers, x, last } = table.rows
  let purchases = 0
  let weeks = 0
  for (let row = 0; row < customers.length; row++) {
    purchases += customers[row]! * table.repeats[x[row]!]!
    weeks += customers[row]! * table.times[last[row]!]!
  }
  const lnWeeks = purchases > 0 && weeks > 0 ? Math.log(weeks / purchases / k) : Math.log(10)
  const start = (lnR: number, shift: number, lnA: number, lnB: number) => [
    lnR,
    lnR + lnWeeks + shift,
    lnA,
    lnB,
  ]
  const random = seeded(seed, 1)
  const between = (low: number, high: number) =>
    Math.log(low) + (Math.log(high) - Math.log(low)) * random()
  return Array.from({ length: mostStarts }, (_, index) =>
    index === 0
      ? start(Math.log(0.7), 0, Math.log(0.5), Math.log(2))
      : start(between(0.1, 5), between(0.3, 3), between(0.02, 5), between(0.2, 20)),
  )
}
