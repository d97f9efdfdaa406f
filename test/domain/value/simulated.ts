/** Customers drawn from known parameters, for tests of what a fit finds. */
import { beta, gamma, type Random, seeded } from '../../../functions/domain/math/random.ts'
import type {
  HistoryGroup,
  PurchaseModel,
  PurchaseParameters,
} from '../../../functions/domain/value/purchase-model.ts'
import type { SpendGroup, SpendParameters } from '../../../functions/domain/value/spend-model.ts'

/** One group a customer; ages spread evenly over `ages`, purchases at any instant. */
export function simulatedPurchases(
  { e, k }: PurchaseModel,
  { r, alpha, a, b }: PurchaseParameters,
  { customers, ages, seed }: { customers: number; ages: readonly [number, number]; seed: number },
): readonly HistoryGroup[] {
  const random = seeded(seed, 11)
  return Array.from({ length: customers }, () => {
    const rate = gamma(random, r, 1 / alpha)
    const chance = beta(random, a, b)
    const ageWeeks = ages[0] + (ages[1] - ages[0]) * random()
    let [repeatDays, lastPurchaseWeeks] = [0, 0]
    let hasLeft = e === 1 && random() < chance
    while (!hasLeft) {
      const next = lastPurchaseWeeks + gamma(random, k, 1 / rate)
      if (!(next <= ageWeeks)) break
      repeatDays++
      lastPurchaseWeeks = next
      hasLeft = random() < chance
    }
    return { repeatDays, lastPurchaseWeeks, ageWeeks, customers: 1 }
  })
}

/** Repeaters with one to ten repeat days each. */
export function simulatedSpend(
  { p, q, v }: SpendParameters,
  customers: number,
  seed: number,
): readonly SpendGroup[] {
  const random = seeded(seed, 12)
  return Array.from({ length: customers }, () => {
    const repeatDays = 1 + Math.floor(10 * random())
    const scale = gamma(random, q, 1 / v)
    return {
      repeatDays,
      meanSpend: gamma(random, p * repeatDays, 1 / (scale * repeatDays)),
      customers: 1,
    }
  })
}

/** The same list in another order. */
export function shuffled<T>(list: readonly T[], seed: number): readonly T[] {
  const random: Random = seeded(seed, 13)
  return list
    .map((item) => ({ item, key: random() }))
    .sort((one, other) => one.key - other.key)
    .map(({ item }) => item)
}
