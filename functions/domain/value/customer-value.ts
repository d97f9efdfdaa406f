/** What a customer's discounted value is made of. */
export interface ValueTerms {
  /** E[Y(t₁)], E[Y(t₂)], …: purchases expected by the end of each of the equal periods, from now on. */
  readonly purchasesBy: readonly number[]
  /** E[M], in money a purchase. */
  readonly expectedSpend: number
  /** The share of spend that is left after costs, 0 to 1. */
  readonly marginRate: number
  /** d, a period; see `periodRate`. */
  readonly discountRate: number
}

/**
 * Discounted customer lifetime value up to a horizon, in money: margin · Σ E[M]·(E[Y(tₖ)] − E[Y(tₖ₋₁)]) / (1 + d)ᵏ, each period's
 * purchases taken at its end. Fader, Hardie and Lee 2005, "RFM and CLV", https://doi.org/10.1509/jmkr.2005.42.4.415.
 * @example discountedValue({ purchasesBy: [1, 2], expectedSpend: 10, marginRate: 0.5, discountRate: 0.25 }) // 7.2
 */
export const discountedValue = ({
  purchasesBy,
  expectedSpend,
  marginRate,
  discountRate,
}: ValueTerms): number =>
  marginRate *
  expectedSpend *
  purchasesBy.reduce(
    (sum, purchases, k) =>
      sum + (purchases - (purchasesBy[k - 1] ?? 0)) / (1 + discountRate) ** (k + 1),
    0,
  )

/**
 * The rate of a period of so many weeks that compounds to a year's rate in 365 days.
 * @example periodRate(0.1, 365 / 7) // 0.10000000000000009
 */
export const periodRate = (yearlyRate: number, weeks: number): number =>
  Math.expm1((Math.log1p(yearlyRate) * 7 * weeks) / 365)
