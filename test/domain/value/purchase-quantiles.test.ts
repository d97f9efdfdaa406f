import { describe, expect, it } from 'vitest'
import { lnGamma } from '../../../functions/domain/math/gamma-function.ts'
import { beta, gamma, seeded } from '../../../functions/domain/math/random.ts'
import {
  purchaseForecast,
  quadratureFor,
} from '../../../functions/domain/value/expected-purchases.ts'
import {
  type PurchaseHistory,
  type PurchaseModel,
  type PurchaseParameters,
  purchaseModels,
} from '../../../functions/domain/value/purchase-model.ts'
import {
  ageBandOf,
  chancesToReach,
  purchaseQuantiles,
  type QuantileRow,
} from '../../../functions/domain/value/purchase-quantiles.ts'
import { aliveProbability } from '../../../functions/domain/value/purchase-score.ts'
import { tailOf } from './purchase-series.ts'

const models = [purchaseModels['MBG/NBD'], purchaseModels['MBG/CNBD-2']]
const plain = { r: 0.7, alpha: 5, a: 0.6, b: 2.2 }
const staying = { r: 3, alpha: 20, a: 1e-8, b: 1 }
const newcomers = { r: 1, alpha: 26, a: 1, b: 1 }

describe('bands of ages', () => {
  it('are those of the SQL: a day each below 64, then 32 a doubling', () => {
    const edges = [64, 128, 256, 512, 1024, 2048, 4096, 8192]
    for (let day = 0; day < 20_000; day++) {
      const at = edges.findIndex((edge) => day < edge)
      expect(ageBandOf(day)).toBe(day - (day % 2 ** (at < 0 ? 8 : at)))
    }
    expect([0, 63, 64, 65, 365, 367, 368].map(ageBandOf)).toEqual([0, 63, 64, 64, 360, 360, 368])
  })
})

describe('rows of quantiles', () => {
  it('are those of the example', () => {
    const group = { repeatDays: 0, ageBand: 0 }
    const rows = purchaseQuantiles(purchaseModels['MBG/NBD'], newcomers, [group], 26)
    expect(rows).toEqual([
      { ...group, purchases: 1, lowAlive: undefined, highAlive: expect.closeTo(0.2, 12) },
      { ...group, purchases: 2, lowAlive: undefined, highAlive: expect.closeTo(0.6, 12) },
    ])
    const today = { repeatDays: 0, ageWeeks: 0 }
    const chances = chancesToReach(purchaseModels['MBG/NBD'], newcomers, today, 26, 0.1)
    expect(chances).toEqual([expect.closeTo(1 / 2, 12), expect.closeTo(1 / 6, 12)])
  })

  it('are none for no group and no time', () => {
    const group = { repeatDays: 3, ageBand: 20 }
    for (const model of models) {
      expect(purchaseQuantiles(model, plain, [], 26)).toEqual([])
      expect(purchaseQuantiles(model, plain, [group], 0)).toEqual([])
    }
  })
})

describe.each(models)('chances to buy so often of $name', (model) => {
  it.each([
    ['plain', plain],
    ['at a = 1', { ...plain, a: 1 }],
    ['with nobody leaving', { ...plain, a: 1e-8, b: 1 }],
    ['with most leaving at once', { r: 0.7, alpha: 5, a: 8, b: 0.01 }],
    ['with rates all alike', { r: 900, alpha: 4000, a: 0.6, b: 2.2 }],
    ['with rates far apart', { r: 0.01, alpha: 0.9, a: 0.6, b: 2.2 }],
  ])('add up to expected purchases: %s', (_, parameters) => {
    for (const [repeatDays, ageWeeks] of [
      [0, 0],
      [0, 30],
      [1, 3],
      [6, 27],
      [60, 51],
      [2000, 300],
    ] as const) {
      // With k = 2 that is whoever bought last as long ago as the living did in the mean.
      const lastPurchaseWeeks = (ageWeeks * 2 * repeatDays) / (2 * repeatDays + 1)
      const history = { repeatDays, lastPurchaseWeeks, ageWeeks }
      for (const weeks of [1, 26, 52]) {
        const chances = chancesToReach(model, parameters, history, weeks, 1e-13)
        const sum = chances.reduceRight((all, chance) => all + chance, 0)
        const expected = expectedOf(model, parameters, history, weeks)
        expect(Math.abs(sum - expected)).toBeLessThan(1e-9 * Math.max(1, expected))
        for (const [n, chance] of chances.entries())
          expect(chance <= (chances[n - 1] ?? 1) && chance > 0).toBe(true)
      }
    }
  })

  it('are the tail of the negative binomial where nobody leaves', () => {
    const [r, alpha, weeks] = [0.7, 5, 26]
    const history = { repeatDays: 0, ageWeeks: 0 }
    const chances = chancesToReach(model, { r, alpha, a: 1e-14, b: 1 }, history, weeks, 1e-3)
    const z = weeks / (alpha + weeks)
    const pmf = (i: number) =>
      Math.exp(lnGamma(r + i) - lnGamma(r) - lnGamma(i + 1) + r * Math.log(1 - z) + i * Math.log(z))
    let below = 0
    for (let i = 0; i < model.k * chances.length; i++) {
      below += pmf(i)
      if ((i + 1) % model.k === 0) expect(chances[(i + 1) / model.k - 1]).toBeCloseTo(1 - below, 11)
    }
    expect(chances.length).toBeGreaterThan(5)
  })

  it('are those of customers drawn and counted', () => {
    const [ageWeeks, weeks] = [30, 26]
    const counts = new Map<number, number[]>()
    for (const customer of drawn(model, plain, { customers: 200_000, ageWeeks, weeks })) {
      if (!customer.isAlive) continue
      const bought = counts.get(customer.repeatDays) ?? []
      bought[customer.bought] = (bought[customer.bought] ?? 0) + 1
      counts.set(customer.repeatDays, bought)
    }
    for (const repeatDays of [0, 1, 2, 4, 7]) {
      const bought = Array.from(counts.get(repeatDays) ?? [], (count) => count ?? 0)
      const all = bought.reduce((sum, count) => sum + count, 0)
      expect(all).toBeGreaterThan(1000)
      const chances = chancesToReach(model, plain, { repeatDays, ageWeeks }, weeks, 0.01)
      for (const [index, chance] of chances.entries()) {
        const share = bought.slice(index + 1).reduce((sum, count) => sum + count, 0) / all
        const error = Math.sqrt((chance * (1 - chance)) / all)
        expect(Math.abs(share - chance)).toBeLessThan(4 * error)
      }
    }
  })

  it('end, whatever is asked', () => {
    for (const parameters of [plain, staying, { ...staying, alpha: 1e-3 }])
      for (const repeatDays of [0, 2000])
        for (const least of [0.1, 0]) {
          const chances = chancesToReach(model, parameters, { repeatDays, ageWeeks: 0 }, 52, least)
          expect(chances.every((chance) => chance >= least && chance <= 1)).toBe(true)
          expect(chances.length).toBeLessThanOrEqual(100_000)
        }
  })
})

describe.each(models)('low and high of $name', (model) => {
  it.each([
    ['plain', plain],
    ['staying', staying],
    ['at a = 1', { ...plain, a: 1 }],
  ])('are exact up to 20 for the middle of a band, then within 5 %%: %s', (_, parameters) => {
    for (const [repeatDays, ageBand] of [
      [0, 0],
      [0, 40],
      [3, 60],
      [30, 304],
      [9, 688],
    ] as const) {
      const rows = purchaseQuantiles(model, parameters, [{ repeatDays, ageBand }], 52)
      const width = [...Array(300).keys()].filter((d) => ageBandOf(ageBand + d) === ageBand).length
      const ageWeeks = (ageBand + (width - 1) / 2) / 7
      const chances = chancesToReach(model, parameters, { repeatDays, ageWeeks }, 52, 0.01)
      for (let alive = 0.005; alive < 1; alive += 0.01) {
        const { low, high } = lookedUp(rows, alive)
        for (const [made, level] of [
          [low, 0.9],
          [high, 0.1],
        ] as const) {
          const exact = chances.findLastIndex((chance) => alive * chance >= level) + 1
          if (exact <= 20) expect(made).toBe(exact)
          else expect(made <= exact && made > exact / 1.05 - 1e-9).toBe(true)
        }
      }
    }
  })

  it('lie around nine in ten and one in ten of customers drawn', () => {
    const [ageWeeks, weeks] = [40, 26]
    const customers = drawn(model, plain, { customers: 40_000, ageWeeks, weeks })
    const ageBand = ageBandOf(ageWeeks * 7)
    const repeats = [...new Set(customers.map(({ repeatDays }) => repeatDays))]
    const groups = repeats.map((repeatDays) => ({ repeatDays, ageBand }))
    const rows = Map.groupBy(
      purchaseQuantiles(model, plain, groups, weeks),
      ({ repeatDays }) => repeatDays,
    )
    let [below, reached, above] = [0, 0, 0]
    for (const customer of customers) {
      const alive = aliveProbability(model, plain, customer)
      const { low, high } = lookedUp(rows.get(customer.repeatDays) ?? [], alive)
      expect(low).toBeLessThanOrEqual(high)
      below += Number(customer.bought < low)
      reached += Number(high > 0 && customer.bought >= high) + Number(high === 0) * 0.1
      above += Number(customer.bought > high)
    }
    // A whole number is reached by one in ten or more, and passed by fewer.
    expect(below / customers.length).toBeLessThan(0.1)
    expect(above / customers.length).toBeLessThan(0.1)
    expect(reached / customers.length).toBeGreaterThan(0.1)
  })

  it('rise with P(alive), and with n the P(alive) they take', () => {
    const groups = [0, 1, 5, 40, 2000].map((repeatDays) => ({ repeatDays, ageBand: 400 }))
    const rows = Map.groupBy(
      purchaseQuantiles(model, plain, groups, 52),
      ({ repeatDays }) => repeatDays,
    )
    expect(rows.size).toBe(groups.length)
    for (const list of rows.values()) {
      let before: QuantileRow | undefined
      for (const row of list) {
        expect(row.highAlive >= 0.1 && row.highAlive <= 1).toBe(true)
        if (row.lowAlive !== undefined) {
          expect(row.lowAlive >= 0.9 && row.lowAlive <= 1).toBe(true)
          expect(row.lowAlive / row.highAlive).toBeCloseTo(9, 9)
        }
        if (before) {
          expect(row.purchases).toBeGreaterThan(before.purchases)
          expect(row.highAlive).toBeGreaterThan(before.highAlive)
        }
        before = row
      }
    }
  })

  it('take few rows, also for 2,000 repeat days, and stay within the points they may be off', () => {
    for (const parameters of [plain, staying])
      for (const ageBand of [0, 400]) {
        const group = { repeatDays: 2000, ageBand }
        const rows = purchaseQuantiles(model, parameters, [group], 52)
        expect(rows.length).toBeGreaterThan(2)
        expect(rows.length).toBeLessThanOrEqual(60)
        const width = ageBand === 0 ? 1 : 8
        const ageWeeks = (ageBand + (width - 1) / 2) / 7
        const chances = chancesToReach(model, parameters, { ...group, ageWeeks }, 52, 0.01)
        for (let alive = 0.105; alive < 1; alive += 0.01) {
          const { high } = lookedUp(rows, alive)
          const exact = chances.findLastIndex((chance) => alive * chance >= 0.1) + 1
          const isClose = high > exact / 1.11
          expect(high <= exact).toBe(true)
          expect(isClose || alive * chances[high - 1]! <= 0.11 + 1e-9).toBe(true)
        }
      }
  })

  it('take at most 200,000 rows for 100 repeat days in 150 bands', () => {
    const days = Array.from({ length: 1500 }, (_, day) => day)
    const bands = [...new Set(days.map(ageBandOf))].slice(0, 150)
    expect(bands).toHaveLength(150)
    const groups = Array.from({ length: 100 }, (_, repeatDays) =>
      bands.map((ageBand) => ({ repeatDays, ageBand })),
    ).flat()
    const rows = purchaseQuantiles(model, plain, groups, 52)
    expect(rows.length).toBeLessThan(200_000)
    expect(new Set(rows.map((row) => 1000 * row.repeatDays + row.ageBand)).size).toBe(15_000)
  })
})

it('differs by 1, rarely by 2, from low and high by the last purchase of a customer under k = 2', () => {
  const model = purchaseModels['MBG/CNBD-2']
  const [ageWeeks, weeks] = [40, 26]
  for (const parameters of [plain, staying]) {
    const off = [0, 0, 0]
    const repeaters = drawn(model, parameters, { customers: 4000, ageWeeks, weeks }).filter(
      ({ repeatDays }) => repeatDays > 0,
    )
    for (const customer of repeaters) {
      const alive = aliveProbability(model, parameters, customer)
      const mean = chancesToReach(model, parameters, customer, weeks, 0.1)
      const own = ownChances(parameters, customer, weeks)
      for (const [i, level] of [0.9, 0.1].entries()) {
        const n = [mean, own].map((list) => list.findLastIndex((c) => alive * c >= level))
        const distance = Math.abs(n[0]! - n[1]!)
        expect(distance).toBeLessThanOrEqual(2)
        off[i]! += Number(distance > 0)
        off[2]! += Number(distance > 1)
      }
    }
    expect(off[0]! / repeaters.length).toBeLessThan(0.15)
    expect(off[1]! / repeaters.length).toBeLessThan(0.35)
    expect(off[2]! / repeaters.length).toBeLessThan(0.01)
  }
})

/** What a query does with the rows of a group. */
const lookedUp = (rows: readonly QuantileRow[], alive: number) => ({
  low: rows.findLast(({ lowAlive = Infinity }) => alive >= lowAlive)?.purchases ?? 0,
  high: rows.findLast(({ highAlive }) => alive >= highAlive)?.purchases ?? 0,
})

/** E[Y] of a customer who is alive. */
function expectedOf(
  model: PurchaseModel,
  parameters: PurchaseParameters,
  history: PurchaseHistory,
  weeks: number,
): number {
  const group = { repeatDays: history.repeatDays, youngestWeeks: history.ageWeeks }
  const { rows } = quadratureFor(model, parameters, [group], weeks)
  const alive = aliveProbability(model, parameters, history)
  return purchaseForecast(model, parameters, rows)(history, weeks) / alive
}

/** A(1), A(2), … with the customer's own h, for k = 2 and e = 1. */
function ownChances(
  { r, alpha, a, b }: PurchaseParameters,
  { repeatDays: x, lastPurchaseWeeks, ageWeeks }: PurchaseHistory,
  weeks: number,
): readonly number[] {
  const m = r + 2 * x
  const z = weeks / (alpha + ageWeeks + weeks)
  const h = (m * (ageWeeks - lastPurchaseWeeks)) / (alpha + ageWeeks)
  const [fresh, midway] = [tailOf(m, z), tailOf(m + 1, z)]
  const chances: number[] = []
  let stay = 1
  for (let n = 1; 2 * n < fresh.length; n++) {
    chances.push((stay * (fresh[2 * n]! + h * (midway[2 * n - 1] ?? 0))) / (1 + h))
    stay *= (b + x + n) / (a + b + x + n)
  }
  return chances
}

interface Drawn extends PurchaseHistory {
  readonly isAlive: boolean
  /** Purchases in the weeks after. */
  readonly bought: number
}

/** Customers of one age with what they bought after, drawn from known parameters; e = 1. */
function drawn(
  { k }: PurchaseModel,
  { r, alpha, a, b }: PurchaseParameters,
  { customers, ageWeeks, weeks }: { customers: number; ageWeeks: number; weeks: number },
): readonly Drawn[] {
  const random = seeded(7, k)
  return Array.from({ length: customers }, () => {
    const rate = gamma(random, r, 1 / alpha)
    const chance = beta(random, a, b)
    let [repeatDays, lastPurchaseWeeks, bought] = [0, 0, 0]
    let isAlive = true
    let hasLeft = random() < chance
    let time = 0
    if (hasLeft) isAlive = false
    while (!hasLeft) {
      time += gamma(random, k, 1 / rate)
      if (!(time <= ageWeeks + weeks)) break
      hasLeft = random() < chance
      if (time <= ageWeeks) {
        repeatDays++
        lastPurchaseWeeks = time
        isAlive = !hasLeft
      } else bought++
    }
    return { repeatDays, lastPurchaseWeeks, ageWeeks, isAlive, bought }
  })
}
