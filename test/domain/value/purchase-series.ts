/** Expected purchases by their series of positive terms: slow, exact, and without a pole or a quadrature. */
import { lnGamma } from '../../../functions/domain/math/gamma-function.ts'
import type {
  PurchaseHistory,
  PurchaseModel,
  PurchaseParameters,
} from '../../../functions/domain/value/purchase-model.ts'
import { aliveProbability } from '../../../functions/domain/value/purchase-score.ts'

/** E[Y(t)] = P(alive)·Σ P(N > j)·E[q^j], N the purchases of one who never leaves and q the chance to stay, of the living. */
export function purchasesBySeries(
  model: PurchaseModel,
  parameters: PurchaseParameters,
  history: PurchaseHistory,
  weeks: number,
): number {
  const { k } = model
  const m = parameters.r + k * history.repeatDays
  const z = weeks / (parameters.alpha + history.ageWeeks + weeks)
  const h =
    (m * (history.ageWeeks - history.lastPurchaseWeeks)) / (parameters.alpha + history.ageWeeks)
  const by = (phase: number) => {
    const tail = tailOf(m + phase, z)
    let [sum, stay] = [0, 1]
    for (let j = 0; k * (j + 1) - phase < tail.length; j++) {
      sum += (tail[k * (j + 1) - phase] ?? 0) * stay
      const b = parameters.b + model.e + history.repeatDays + j
      stay *= b / (parameters.a + b)
    }
    return sum
  }
  const ifAlive = k === 1 ? by(0) : (by(0) + h * by(1)) / (1 + h)
  return aliveProbability(model, parameters, history) * ifAlive
}

/** P(K ≥ i) for i = 0, 1, …, where K counts steps: negative binomial with m and z. */
export function tailOf(m: number, z: number): readonly number[] {
  const chances: number[] = []
  const lnZ = Math.log(z)
  const base = m * Math.log1p(-z) - lnGamma(m)
  for (let i = 0; ; i++) {
    const chance = Math.exp(base + lnGamma(m + i) - lnGamma(i + 1) + i * lnZ)
    chances.push(chance)
    if (i > (m * z) / (1 - z) && chance < 1e-18) break
  }
  let sum = 0
  return chances
    .toReversed()
    .map((chance) => (sum += chance))
    .toReversed()
}
