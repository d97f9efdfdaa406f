import { periodRate } from './customer-value.ts'

/** What value looks ahead to. */
export interface ValueTerms {
  readonly horizonDays: number
  /** The share of spend that is left after costs, 0 to 1. */
  readonly marginRate: number
  /** A year. */
  readonly discountRate: number
}

/** The end of a period in weeks from now on, and what purchases expected by then are multiplied with. */
export interface Period {
  readonly period: number
  readonly weeks: number
  readonly factor: number
}

/**
 * The equal periods of about a quarter up to the horizon. As each period's purchases, E[Y(tₖ)] − E[Y(tₖ₋₁)], count 1/(1 + d)ᵏ, those
 * expected by tₖ count 1/(1 + d)ᵏ − 1/(1 + d)ᵏ⁺¹, the last ones 1/(1 + d)ᴷ: `discountedValue` as a sum of products.
 * @example valuePeriods({ horizonDays: 182, marginRate: 1, discountRate: 0 }).map(({ factor }) => factor) // [0, 1]
 */
export function valuePeriods({
  horizonDays,
  marginRate,
  discountRate,
}: ValueTerms): readonly Period[] {
  const periods = Math.max(1, Math.round(horizonDays / quarter))
  const weeks = horizonDays / 7 / periods
  const rate = periodRate(discountRate, weeks)
  const worth = (period: number) => (period > periods ? 0 : (1 + rate) ** -period)
  return Array.from({ length: periods }, (_, i) => ({
    period: i + 1,
    weeks: (i + 1) * weeks,
    factor: marginRate * (worth(i + 1) - worth(i + 2)),
  }))
}

const quarter = 365 / 4
