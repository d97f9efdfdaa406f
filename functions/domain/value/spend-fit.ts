import type { Box, Slope } from '../math/maximise.ts'
import { highestPeak } from '../math/multi-start.ts'
import { seeded } from '../math/random.ts'
import { thinned } from './history-table.ts'
import { hasConverged, standardErrors } from './information.ts'
import {
  isSpender,
  type SpendGroup,
  type SpendParameters,
  sortedSpenders,
  spendLikelihood,
  tabulateSpend,
} from './spend-model.ts'

/** A fitted Gamma-Gamma model and what tells how far to trust it. */
export interface SpendFit {
  readonly parameters: SpendParameters
  /** Undefined where a parameter is held at a side of its box or is not identified. */
  readonly standardErrors: { readonly [Name in keyof SpendParameters]: number | undefined }
  readonly logLikelihood: number
  /** Customers with a repeat day and a positive mean spend: the ones fitted to. */
  readonly customers: number
  /** Customers with a repeat day who spent nothing or less on them, net: left out. */
  readonly excluded: number
  /** Pearson's correlation of repeat days and mean spend, which the model takes to be 0; 0 if either never varies. */
  readonly correlation: number
  /** Largest entry of the gradient by ln p, ln(q − 1), ln v, a customer. */
  readonly steepness: number
  readonly restartGain: number
  readonly isConverged: boolean
  readonly heldAt: readonly (keyof SpendParameters)[]
}

/**
 * The maximum-likelihood fit of Gamma-Gamma: as `fitPurchases` does it, in ln p, ln(q − 1), ln v, so that q stays above 1.
 * Money is scaled by its mean, so a currency changes nothing but v. No spenders: p·v / (q − 1) is 1 and it has not converged.
 */
export function fitSpend(
  groups: readonly SpendGroup[],
  { seed }: { readonly seed: number },
): SpendFit {
  const spenders = sortedSpenders(groups)
  const n = total(spenders, () => 1)
  const scale = n > 0 ? total(spenders, ({ meanSpend }) => meanSpend) / n : 1
  const scaled = spenders.map((group) => ({ ...group, meanSpend: group.meanSpend / scale }))
  const climb = inLogarithms(scaled)
  const rough = inLogarithms(thinned(scaled, mostGroupsOfStarts))
  const { peak, restartGain } = highestPeak(rough, climb, startsFor(seed), box, seed)
  const held = peak.point.map((x, i) => x <= box[i]![0] || x >= box[i]![1])
  const errors = standardErrors(climb, peak.point, held, n)
  const { p, q, v } = parametersAt(peak.point)
  return {
    parameters: { p, q, v: v * scale },
    standardErrors: {
      p: errors[0],
      q: errors[1],
      v: errors[2] === undefined ? undefined : errors[2] * scale,
    },
    logLikelihood: n * (peak.value - Math.log(scale)),
    customers: n,
    excluded: total(
      groups.filter((group) => group.repeatDays > 0 && !isSpender(group)),
      () => 1,
    ),
    correlation: correlationOf(scaled),
    steepness: peak.steepness,
    restartGain: restartGain * n,
    isConverged: hasConverged(peak.steepness, restartGain, n, errors),
    heldAt: (['p', 'q', 'v'] as const).filter((_, i) => held[i]),
  }
}

const mostGroupsOfStarts = 2_000
const mostStarts = 6

/** Sides of ln p, ln(q − 1), ln v, with money scaled to a mean of 1. */
const box: Box = [
  [Math.log(1e-2), Math.log(1e4)],
  [Math.log(1e-2), Math.log(1e4)],
  [Math.log(1e-6), Math.log(1e6)],
]

const parametersAt = ([lnP = 0, lnQ = 0, lnV = 0]: readonly number[]): SpendParameters => ({
  p: Math.exp(lnP),
  q: 1 + Math.exp(lnQ),
  v: Math.exp(lnV),
})

function inLogarithms(spenders: readonly SpendGroup[]) {
  const table = tabulateSpend(spenders)
  const n = Math.max(1, table.customers)
  return (point: readonly number[]): Slope => {
    const { p, q, v } = parametersAt(point)
    const { value, gradient } = spendLikelihood(table, { p, q, v })
    return {
      value: value / n,
      gradient: [p, q - 1, v].map((slope, i) => (gradient[i]! * slope) / n),
    }
  }
}

/** Starts with everybody's mean right, p·v = q − 1, or nearly so. */
function startsFor(seed: number): readonly (readonly number[])[] {
  const random = seeded(seed, 3)
  const between = (low: number, high: number) =>
    Math.log(low) + (Math.log(high) - Math.log(low)) * random()
  return Array.from({ length: mostStarts }, (_, index) => {
    const lnP = index === 0 ? Math.log(3) : between(0.3, 30)
    const lnQ = index === 0 ? Math.log(2) : between(0.3, 30)
    return [lnP, lnQ, lnQ - lnP]
  })
}

const total = (groups: readonly SpendGroup[], of: (group: SpendGroup) => number): number =>
  groups.reduce((sum, group) => sum + group.customers * of(group), 0)

function correlationOf(groups: readonly SpendGroup[]): number {
  const n = total(groups, () => 1)
  const meanX = total(groups, ({ repeatDays }) => repeatDays) / n
  const meanM = total(groups, ({ meanSpend }) => meanSpend) / n
  const moment = (of: (x: number, m: number) => number) =>
    total(groups, ({ repeatDays, meanSpend }) => of(repeatDays - meanX, meanSpend - meanM))
  const spread = moment((x) => x * x) * moment((_, m) => m * m)
  return spread > 0 ? moment((x, m) => x * m) / Math.sqrt(spread) : 0
}
