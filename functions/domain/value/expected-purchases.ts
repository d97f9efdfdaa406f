import { gaussJacobi, type Node, radauJacobi } from '../math/jacobi-rule.ts'
import type { PurchaseHistory, PurchaseModel, PurchaseParameters } from './purchase-model.ts'
import { aliveProbability } from './purchase-score.ts'

/** A point, 0 < p < 1, and its weight, of the rule for customers with so many repeat days; a rule's weights sum to 1. */
export interface QuadratureRow {
  readonly repeatDays: number
  readonly p: number
  readonly weight: number
}

/** The customers with so many repeat days, and the youngest of them: the one whose figure is hardest to get. */
export interface RepeatGroup {
  readonly repeatDays: number
  readonly youngestWeeks: number
}

/** The rules for all numbers of repeat days, and how far off any figure made with them may be. */
export interface Quadrature {
  readonly rows: readonly QuadratureRow[]
  /** Largest distance of the bounds from above and below, a share of the figure where that is above 1. */
  readonly bound: number
}

/**
 * The rows (x, p, w) with which expected purchases are sums: E[Y] = P(alive)·Σ w·f(p), f as in `purchasesIfLeaving`. For each x the
 * chance to leave of the living is Beta(a, b + e + x). As f is completely monotone in p, Gauss–Jacobi bounds its mean from below,
 * Gauss–Radau with a node at 0 from above, and both draw nearer as t / (α + T) falls: the smallest rule whose bounds agree to 1e-11
 * for the youngest customer and the longest horizon holds for all. An x that is given twice counts with its youngest.
 * Golub and Welsch 1969, https://doi.org/10.1090/S0025-5718-69-99647-1.
 */
export function quadratureFor(
  model: PurchaseModel,
  parameters: PurchaseParameters,
  groups: readonly RepeatGroup[],
  longestWeeks: number,
): Quadrature {
  const youngest = new Map<number, number>()
  for (const { repeatDays, youngestWeeks } of groups)
    youngest.set(repeatDays, Math.min(youngestWeeks, youngest.get(repeatDays) ?? Infinity))
  const rules = [...youngest]
    .sort(([one], [other]) => one - other)
    .map(([repeatDays, age]) => ({
      repeatDays,
      ...smallestRule(model, parameters, repeatDays, longestWeeks / (parameters.alpha + age)),
    }))
  return {
    rows: rules.flatMap(({ repeatDays, nodes }) =>
      nodes.map(({ at, weight }) => ({
        repeatDays,
        p: Math.min(mostP, Math.max(leastP, at)),
        weight,
      })),
    ),
    bound: Math.max(0, ...rules.map(({ bound }) => bound)),
  }
}

/**
 * E[Y(t)]: the function that says how many purchase days a customer is expected to have in the next `weeks`, from the rows
 * of their number of repeat days (without such rows it throws). Equal to the form with ₂F₁ of Fader, Hardie and Lee 2005, but
 * positive and smooth, also at a = 1. As many powers as rows a call.
 */
export function purchaseForecast(
  model: PurchaseModel,
  parameters: PurchaseParameters,
  rows: readonly QuadratureRow[],
): (history: PurchaseHistory, weeks: number) => number {
  const rules = Map.groupBy(
    rows.map(({ repeatDays, p, weight }) => ({ repeatDays, at: p, weight })),
    ({ repeatDays }) => repeatDays,
  )
  return (history, weeks) => {
    const { repeatDays, lastPurchaseWeeks, ageWeeks } = history
    const nodes = rules.get(repeatDays)
    if (!nodes) throw new Error(`no rule for ${repeatDays} repeat days`)
    const m = parameters.r + model.k * repeatDays
    const age = parameters.alpha + ageWeeks
    const mean = (phase: 0 | 1) => meanOf(nodes, model.k, m, weeks / age, phase)
    const h = (m * (ageWeeks - lastPurchaseWeeks)) / age
    const ifAlive = model.k === 1 ? mean(0) : (mean(0) + h * mean(1)) / (1 + h)
    return aliveProbability(model, parameters, history) * ifAlive
  }
}

/**
 * f(p): the purchases that are expected in s·(α + T) weeks of a customer who is alive and leaves after each with chance p; m = r + kx.
 * For k = 1 it is (1 − (1 + s·p)^−m) / p. For k = 2 the customer has j = `phase` of two steps to the next purchase behind them: with
 * u = √(1 − p), z = s / (1 + s), g(u) = ((1 − z) / (1 − z·u))^(m + j) it is (1 − g(u))/p ∓ (g(u) − g(−u)) / (2·c·(1 + u)), minus and
 * c = u for j = 0, plus and c = 1 for j = 1. Nothing cancels as p goes to 0 or 1.
 */
export function purchasesIfLeaving(
  p: number,
  k: 1 | 2,
  m: number,
  s: number,
  phase: 0 | 1,
): number {
  if (k === 1) return p === 0 ? m * s : -Math.expm1(-m * Math.log1p(s * p)) / p
  const power = m + phase
  const u = Math.sqrt(1 - p)
  const z = s / (1 + s)
  const lnG = -power * Math.log1p((s * p) / (1 + u))
  const whole = p === 0 ? (power * s) / 2 : -Math.expm1(lnG) / p
  const lnRatio = power * (Math.log1p(-z * u) - Math.log1p(z * u))
  const apart = -Math.exp(lnG) * Math.expm1(lnRatio)
  if (phase === 1) return whole + apart / (2 * (1 + u))
  return whole - (u === 0 ? power * z * Math.exp(lnG) : apart / (2 * u * (1 + u)))
}

/** Within the sides of the beta distribution, so that whoever sums may divide by p and by √(1 − p). */
const leastP = 1e-18
const mostP = 1 - Number.EPSILON

const sizes = [6, 8, 10, 12, 16, 20, 24, 32, 48, 64, 96, 128]
const agreement = 1e-11

function smallestRule(
  { e, k }: PurchaseModel,
  { r, a, b }: PurchaseParameters,
  x: number,
  s: number,
): { readonly nodes: readonly Node[]; readonly bound: number } {
  const m = r + k * x
  let nodes: readonly Node[] = []
  let bound = Infinity
  for (const size of sizes) {
    nodes = gaussJacobi(a, b + e + x, size)
    const above = radauJacobi(a, b + e + x, size + 1)
    bound = Math.max(
      ...([0, 1] as const).slice(0, k).map((phase) => {
        const high = meanOf(above, k, m, s, phase)
        return Math.abs(high - meanOf(nodes, k, m, s, phase)) / Math.max(1, high)
      }),
    )
    if (bound <= agreement) break
  }
  return { nodes, bound }
}

const meanOf = (nodes: readonly Node[], k: 1 | 2, m: number, s: number, phase: 0 | 1): number =>
  nodes.reduce((sum, { at, weight }) => sum + weight * purchasesIfLeaving(at, k, m, s, phase), 0)
