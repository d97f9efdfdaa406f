import type { PurchaseModel, PurchaseParameters } from './purchase-model.ts'

/** The customers with so many repeat days whose ages are in one band; see `ageBandOf`. */
export interface QuantileGroup {
  readonly repeatDays: number
  readonly ageBand: number
}

/**
 * From which P(alive) on a number of purchases counts for the customers of a group. low, which nine in ten reach, is the greatest
 * `purchases` with P(alive) >= `lowAlive`, high, which one in ten reaches, the greatest with P(alive) >= `highAlive`; 0 if there is none.
 */
export interface QuantileRow extends QuantileGroup {
  readonly purchases: number
  /** Undefined where not even those who are surely alive have a chance of 0.9 to buy so often. */
  readonly lowAlive: number | undefined
  readonly highAlive: number
}

/**
 * The predictive quantiles of the purchases in the next `horizonWeeks`, as rows that SQL looks up: as P(Y ≥ n) = P(alive)·A(n), with
 * A(n) as in `chancesToReach`, n is reached with chance θ from P(alive) = θ / A(n) on. Rows are by group, in the order given, and n.
 *
 * Every n up to 20 is there, then one in steps of at most 5 %, so low and high are at most that much too low. A group that would have
 * more than 60 rows, and all groups while they have more than 200,000 together, are thinned: above 20, then everywhere, an n is left out
 * also where the next listed is so nearly as likely that the chance of low or high is at most half a percentage point above 0.9
 * or 0.1; then with steps of 10 % and 1 point, 20 % and 2, and so on to 80 % and 8. Ages are their band's middle: at most 1.6 % off.
 * One multiplication and one division a step; the steps are as many as k times the purchases that one in ten of the living exceeds.
 * @example purchaseQuantiles(purchaseModels['MBG/NBD'], { r: 1, alpha: 26, a: 1, b: 1 }, [{ repeatDays: 0, ageBand: 0 }], 26)
 *   // [{ repeatDays: 0, ageBand: 0, purchases: 1, lowAlive: undefined, highAlive: 0.2 }, { …, purchases: 2, …, highAlive: 0.6 }]
 */
export function purchaseQuantiles(
  model: PurchaseModel,
  parameters: PurchaseParameters,
  groups: readonly QuantileGroup[],
  horizonWeeks: number,
): readonly QuantileRow[] {
  const chances = groups.map(({ repeatDays, ageBand }) => {
    const group = { repeatDays, ageWeeks: middleOf(ageBand) / 7 }
    return chancesToReach(model, parameters, group, horizonWeeks, highLevel)
  })
  const lists = listedIn(chances)
  return groups.flatMap(({ repeatDays, ageBand }, index) => {
    const reach = chances[index]!
    return lists[index]!.map((purchases) => {
      const lowAlive = lowLevel / reach[purchases - 1]!
      return {
        ...{ repeatDays, ageBand, purchases },
        lowAlive: lowAlive <= 1 ? lowAlive : undefined,
        highAlive: highLevel / reach[purchases - 1]!,
      }
    })
  })
}

/**
 * The band of an age, named by its first day: a band a day below 64 days, then 32 bands a doubling. In SQL, with an integer age:
 *
 *     age_days - age_days % case
 *         when age_days < 64 then 1 when age_days < 128 then 2 when age_days < 256 then 4
 *         when age_days < 512 then 8 when age_days < 1024 then 16 when age_days < 2048 then 32
 *         when age_days < 4096 then 64 when age_days < 8192 then 128 else 256
 *     end
 * @example ageBandOf(365) // 360, of the days 360 to 367
 */
export const ageBandOf = (ageDays: number): number => ageDays - (ageDays % bandWidth(ageDays))

/**
 * A(1), A(2), …: the chances that a customer who is alive buys at least n times in the next `weeks`, while they are at least `least`:
 * A(n) = P(K ≥ n)·Π (b + e + x + i) / (a + b + e + x + i) over i < n − 1, K the purchases of one who never leaves. For k = 1, K is
 * negative binomial with m = r + kx and z = t / (α + T + t). For k = 2 that is the number of steps, two a purchase: whoever has none
 * behind them needs 2n with m, whoever has one 2n − 1 with m + 1, and A(n) is the mean of both with the odds 1 : h.
 *
 * h = m·(T − t_x) / (α + T) depends on the last purchase; here it is (r + 2x) / (2x + 1) · T / (α + T), its value over all who are alive
 * after x purchases in T, as 2x + 1 steps against 2x. That is exact for one-time buyers, and for the rest in the mean over the times
 * of their last purchase. With their own h, of simulated repeat customers up to one in eight has another low and up to two in five
 * another high: by 1, one in a hundred by 2.
 * Fader, Hardie and Lee 2005, http://brucehardie.com/papers/018/; Platzer and Reutterer 2016, https://doi.org/10.1287/mksc.2015.0963.
 * The list ends in any case where a double has no digits left for what may come, and at 100,000.
 * @example chancesToReach(purchaseModels['MBG/NBD'], { r: 1, alpha: 26, a: 1, b: 1 }, { repeatDays: 0, ageWeeks: 0 }, 26, 0.1)
 *   // [1/2, 1/4 · 2/3]
 */
export function chancesToReach(
  { e, k }: PurchaseModel,
  { r, alpha, a, b }: PurchaseParameters,
  { repeatDays: x, ageWeeks }: { readonly repeatDays: number; readonly ageWeeks: number },
  weeks: number,
  least: number,
): readonly number[] {
  const m = r + k * x
  const age = alpha + ageWeeks
  const z = weeks / (age + weeks)
  const h = k === 2 ? (m / (2 * x + 1)) * (ageWeeks / age) : 0
  const perStep = age / (age + weeks) / m

  // The chance of exactly i steps, in logarithms for as long as it is too small for a double.
  let i = 0
  let ln = -m * Math.log1p(weeks / age)
  let chance = Math.exp(ln)
  // The chances of fewer steps than needed, of those with none and with one behind them.
  let [fresh, midway, midwayNext] = [0, 0, 0]
  let stay = 1
  const reach: number[] = []
  for (;;) {
    const before = fresh
    for (let step = 0; step < k; step++) {
      midway = midwayNext
      fresh += chance
      midwayNext += chance * (m + i) * perStep
      const ratio = (z * (m + i)) / (i + 1)
      if (ln < leastLn) {
        ln += Math.log(ratio)
        chance = Math.exp(ln)
      } else chance *= ratio
      i++
    }
    const isSpent = fresh === before && fresh > 0.5
    const reached = (stay * (1 - fresh + h * (1 - midway))) / (1 + h)
    if (isSpent || !(reached >= least) || reach.length === mostPurchases) return reach
    reach.push(reached)
    const stays = b + e + x + reach.length - 1
    stay *= stays / (a + stays)
  }
}

const lowLevel = 0.9
const highLevel = 0.1
const mostRows = 200_000
const mostRowsOfGroup = 60
const leastLn = -600
/** More days than any horizon has: whatever the parameters, a list ends. */
const mostPurchases = 100_000

/** Each n up to `from`, then steps of at most a `parts`th, or to the last that moves the chance of low or high by at most `points`. */
interface Thinning {
  readonly from: number
  readonly parts: number
  readonly points: number
}

const thinnings: readonly Thinning[] = [
  { from: 20, parts: 20, points: 0 },
  { from: 20, parts: 20, points: 0.005 },
  { from: 1, parts: 20, points: 0.005 },
  { from: 1, parts: 10, points: 0.01 },
  { from: 1, parts: 5, points: 0.02 },
  { from: 1, parts: 2.5, points: 0.04 },
  { from: 1, parts: 1.25, points: 0.08 },
]

/** For each list of chances the n to list: by the finest thinning that keeps to the most rows of a group and of all. */
function listedIn(chances: readonly (readonly number[])[]): readonly (readonly number[])[] {
  let lists = chances.map((reach) => listed(reach, thinnings))
  for (let from = 1; from < thinnings.length && totalLength(lists) > mostRows; from++)
    lists = chances.map((reach) => listed(reach, thinnings.slice(from)))
  return lists
}

const totalLength = (lists: readonly (readonly number[])[]): number =>
  lists.reduce((sum, { length }) => sum + length, 0)

function listed(reach: readonly number[], from: readonly Thinning[]): readonly number[] {
  const [thinning, ...coarser] = from
  const list = thinned(reach, thinning!)
  return list.length <= mostRowsOfGroup || coarser.length === 0 ? list : listed(reach, coarser)
}

function thinned(reach: readonly number[], { from, parts, points }: Thinning): readonly number[] {
  const list: number[] = []
  for (let n = 1; n <= reach.length; ) {
    list.push(n)
    const chance = reach[n - 1]!
    const mayLeap = n >= from
    n += Math.max(1, Math.floor(n / parts))
    while (mayLeap && n < reach.length && isNear(chance, reach[n]!, points)) n++
  }
  return list
}

/** Whether P(Y ≥ n) is at most so many points above 0.9, or 0.1, for whoever just fails to have it at the later n. */
const isNear = (chance: number, later: number, points: number): boolean =>
  chance <= Math.max(later, lowLevel) * (1 + points / lowLevel) &&
  chance <= later * (1 + points / highLevel)

/** The days of the band that a day is in. */
function bandWidth(day: number): number {
  let width = 1
  while (day >= 64 * width && width < 256) width *= 2
  return width
}

const middleOf = (ageBand: number): number => ageBand + (bandWidth(ageBand) - 1) / 2
