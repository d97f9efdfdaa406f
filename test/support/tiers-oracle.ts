/** What `value_cuts` and `customer_value` must do, one customer at a time. Values in cents, so that nothing is rounded. */
export type Tier = 'high' | 'medium' | 'low'

/** How the two cuts between tiers are found. */
export type TierRule =
  /** high holds this share of all value, medium the next; 0.5 and 0.3 as a rule. */
  | { readonly by: 'shares'; readonly high: number; readonly medium: number }
  /** high is this share of the customers, medium the next. */
  | { readonly by: 'quantiles'; readonly high: number; readonly medium: number }
  /** From this value on. */
  | { readonly by: 'amounts'; readonly high: number; readonly medium: number }

/** Customers of the same value, or of nearly the same; below 0 counts as 0. */
export interface ValueGroup {
  readonly value: number
  readonly customers: number
}

/** The least value of the tiers high and medium; undefined if the tier is empty. */
export interface TierCuts {
  readonly high: number | undefined
  readonly medium: number | undefined
}

/**
 * The cuts of a rule over all customers, grouped by value: the customer with whom a share is reached still belongs to the tier, and so
 * do all of the same value. Nothing is worth anything: everybody is low. The order of the groups changes nothing; n·log n.
 * @example tierCuts([{ value: 6, customers: 1 }, { value: 1, customers: 4 }], { by: 'shares', high: 0.5, medium: 0.3 })
 *   // { high: 6, medium: 1 }
 */
export function tierCuts(groups: readonly ValueGroup[], rule: TierRule): TierCuts {
  if (rule.by === 'amounts') return { high: rule.high, medium: rule.medium }
  const weight = ({ value, customers }: ValueGroup) =>
    rule.by === 'shares' ? Math.max(0, value) * customers : customers
  const valued = groups
    .filter(({ value, customers }) => value > 0 && customers > 0)
    .sort((one, other) => other.value - one.value || other.customers - one.customers)
  const all = (rule.by === 'shares' ? valued : groups).reduce(
    (sum, group) => sum + weight(group),
    0,
  )
  const cutAt = (share: number) => {
    let above = 0
    let cut: number | undefined
    for (const group of valued) {
      if (share <= 0 || above >= share * all * (1 - 1e-12)) break
      above += weight(group)
      cut = group.value
    }
    return cut
  }
  return { high: cutAt(rule.high), medium: cutAt(rule.high + rule.medium) }
}

/**
 * A customer's tier. Whoever was in another tier last night moves only past a cut's band: up from cut·(1 + band), down below
 * cut·(1 − band). Without a previous tier the cut itself decides.
 * @example tierOf(95, { high: 100, medium: 40 }, { band: 0.1, previous: 'high' }) // 'high'
 */
export function tierOf(
  value: number,
  { high, medium }: TierCuts,
  { band, previous }: { readonly band: number; readonly previous?: Tier | undefined },
): Tier {
  const reaches = (cut: number | undefined, wasAbove: boolean) => {
    if (cut === undefined) return false
    if (!previous) return value >= cut
    return value * million >= cut * (million + Math.round(million * band) * (wasAbove ? -1 : 1))
  }
  if (reaches(high, previous === 'high')) return 'high'
  return reaches(medium, previous !== 'low') ? 'medium' : 'low'
}

const million = 1e6
