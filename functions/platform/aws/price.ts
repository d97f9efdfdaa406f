/**
 * What Athena charges for a query, in dollars: $5 a terabyte read, counted in whole megabytes and at least ten of
 * them (https://aws.amazon.com/athena/pricing/).
 *
 * @example athenaPrice(2_000_000_000_000) // 10
 */
export const athenaPrice = (bytes: number): number =>
  (Math.max(10, Math.ceil(bytes / 1e6)) * 1e6 * 5) / 1e12
