/** Ages that still count, in days. */
const oldest = 365

/** Days after which a point is worth half. */
const halfLife = 30

/** `decay`: what is left of a point after each number of days, 2^(−days/30), to twelve digits. */
export const decayRows = (): readonly { days: number; weight: string }[] =>
  Array.from({ length: oldest + 1 }, (_, days) => ({
    days,
    weight: (2 ** (-days / halfLife)).toFixed(12),
  }))
