/** How points for engagement fade. */

/** Points older than this count no more, in days. */
const oldest = 365

/** Days after which a point is worth half. */
const halfLife = 30

/**
 * `decay`: what is left of a point after so many days, 2^(−days/30), to twelve digits.
 * @example decayRows()[30] // { days: 30, weight: '0.500000000000' }
 */
export const decayRows = (): readonly { readonly days: number; readonly weight: string }[] =>
  Array.from({ length: oldest + 1 }, (_, days) => ({
    days,
    weight: (2 ** (-days / halfLife)).toFixed(12),
  }))
