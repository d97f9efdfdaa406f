/** Each customer’s tier on a night. */
export type TiersTonight = ReadonlyMap<string, string>

/** How restless tiers were. */
export interface TierMoves {
  /** Moves from tier to tier in all. */
  readonly moves: number
  /** Mean over nights of the share of customers who are in another tier than the night before. */
  readonly meanShare: number
  /** Moves back to a tier that was left at most `within` nights before. */
  readonly flips: number
  /** Customers with such a move. */
  readonly flippers: number
}

/** Counts over nights run one after another. Who was not there the night before has not moved. */
export function tierMoves(nights: readonly TiersTonight[], within = 7): TierMoves {
  const leftOn = new Map<string, number>()
  const flippers = new Set<string>()
  let [moves, shares, flips] = [0, 0, 0]
  for (const [night, tonight] of nights.entries()) {
    const before = nights[night - 1]
    if (!before) continue
    let [there, moved] = [0, 0]
    for (const [customer, tier] of tonight) {
      const from = before.get(customer)
      if (from === undefined) continue
      there += 1
      if (from === tier) continue
      moved += 1
      if (night - (leftOn.get(`${tier} ${customer}`) ?? -Infinity) <= within) {
        flips += 1
        flippers.add(customer)
      }
      leftOn.set(`${from} ${customer}`, night)
    }
    moves += moved
    shares += there > 0 ? moved / there : 0
  }
  return {
    moves,
    meanShare: shares / Math.max(1, nights.length - 1),
    flips,
    flippers: flippers.size,
  }
}
