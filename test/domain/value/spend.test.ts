import { describe, expect, it } from 'vitest'
import { fitSpend } from '../../../functions/domain/value/spend-fit.ts'
import {
  expectedSpend,
  isSpender,
  type SpendGroup,
  sortedSpenders,
  spendLikelihood,
  tabulateSpend,
} from '../../../functions/domain/value/spend-model.ts'
import { shuffled, simulatedSpend } from './simulated.ts'

const known = { p: 5, q: 4, v: 18 }
const names = ['p', 'q', 'v'] as const
const seeds = Array.from({ length: 20 }, (_, index) => index + 1)

describe('the likelihood of Gamma-Gamma', () => {
  it.each([known, { p: 0.3, q: 1.01, v: 900 }, { p: 80, q: 60, v: 3 }])(
    'has the gradient that finite differences have, at %o',
    (at) => {
      const table = tabulateSpend(sortedSpenders(simulatedSpend(known, 200, 3)))
      const { gradient } = spendLikelihood(table, at)
      for (const [i, name] of names.entries()) {
        const value = (share: number) =>
          spendLikelihood(table, { ...at, [name]: at[name] * share }).value
        const slope = (value(1 + 1e-6) - value(1 - 1e-6)) / 2e-6
        const scaled = gradient[i]! * at[name]
        expect(Math.abs(slope - scaled)).toBeLessThan(1e-5 * (1 + Math.abs(scaled)))
      }
    },
  )

  it('is a density: its mass is 1', () => {
    for (const repeatDays of [1, 3]) {
      let mass = 0
      const step = 0.01
      for (let ln = -15; ln < 25; ln += step) {
        const meanSpend = Math.exp(ln)
        const table = tabulateSpend([{ repeatDays, meanSpend, customers: 1 }])
        const { value } = spendLikelihood(table, known)
        mass += Math.exp(value) * meanSpend * step
      }
      expect(mass).toBeCloseTo(1, 6)
    }
  })
})

describe('a fit of Gamma-Gamma', () => {
  it('recovers known parameters within three standard errors, for twenty seeds', () => {
    for (const seed of seeds) {
      const fit = fitSpend(simulatedSpend(known, 3000, seed), { seed })
      expect(fit).toMatchObject({ isConverged: true, heldAt: [], customers: 3000, excluded: 0 })
      for (const name of names) {
        const far = (fit.parameters[name] - known[name]) / (fit.standardErrors[name] ?? Number.NaN)
        expect(Math.abs(far)).toBeLessThan(3)
      }
      expect(Math.abs(fit.correlation)).toBeLessThan(0.1)
    }
  })

  it('ends in the same maximum from ten seeds, and whatever the order', () => {
    const groups = simulatedSpend(known, 6000, 1)
    const fit = fitSpend(groups, { seed: 1 })
    expect(fitSpend(shuffled(groups, 4), { seed: 1 })).toEqual(fit)
    for (const seed of seeds.slice(1, 10)) {
      const other = fitSpend(groups, { seed })
      expect(other.logLikelihood).toBeCloseTo(fit.logLikelihood, 6)
      for (const name of names)
        expect(other.parameters[name] / fit.parameters[name]).toBeCloseTo(1, 5)
    }
  })

  it('takes any currency', () => {
    const groups = simulatedSpend(known, 500, 1)
    const yen = groups.map((group) => ({ ...group, meanSpend: 150 * group.meanSpend }))
    const [one, other] = [fitSpend(groups, { seed: 1 }), fitSpend(yen, { seed: 1 })]
    expect(other.parameters.v / one.parameters.v).toBeCloseTo(150, 4)
    expect(other.logLikelihood).toBeCloseTo(one.logLikelihood - 500 * Math.log(150), 6)
  })

  it('leaves out repeaters of no or negative net spend, and counts them', () => {
    const groups = simulatedSpend(known, 300, 1)
    const odd: readonly SpendGroup[] = [
      { repeatDays: 2, meanSpend: 0, customers: 3 },
      { repeatDays: 1, meanSpend: -4, customers: 1 },
      { repeatDays: 0, meanSpend: 0, customers: 90 },
    ]
    const fit = fitSpend(groups, { seed: 1 })
    expect(fitSpend([...odd, ...groups], { seed: 1 })).toEqual({ ...fit, excluded: 4 })
  })

  it.each(Object.entries(edges()))('takes %s', (_, groups) => {
    const fit = fitSpend(groups, { seed: 1 })
    const figures = [
      ...Object.values(fit.parameters),
      fit.logLikelihood,
      fit.correlation,
      fit.steepness,
    ]
    for (const figure of figures) expect(Number.isFinite(figure)).toBe(true)
    expect(fit.parameters.q).toBeGreaterThan(1)
    for (const group of [...groups, { repeatDays: 0, meanSpend: 0 }]) {
      const spend = expectedSpend(fit.parameters, group)
      expect(Number.isFinite(spend) && spend > 0).toBe(true)
    }
    for (const { repeatDays, meanSpend } of groups.filter(isSpender)) {
      const all = expectedSpend(fit.parameters, { repeatDays: 0, meanSpend: 0 })
      const spend = expectedSpend(fit.parameters, { repeatDays, meanSpend })
      expect(spend).toBeGreaterThan(Math.min(all, meanSpend) * (1 - 1e-9))
      expect(spend).toBeLessThan(Math.max(all, meanSpend) * (1 + 1e-9))
    }
  })
})

describe('expected spend', () => {
  it('gives the value that its example states', () => {
    expect(expectedSpend({ p: 6, q: 4, v: 15 }, { repeatDays: 0, meanSpend: 0 })).toBe(30)
  })

  it('goes from the mean of all to the own mean as repeat days grow', () => {
    const at = (repeatDays: number) => expectedSpend(known, { repeatDays, meanSpend: 100 })
    expect(at(0)).toBe(30)
    expect(at(1)).toBeGreaterThan(at(0))
    expect(at(1e6)).toBeCloseTo(100, 3)
  })
})

function edges(): Record<string, readonly SpendGroup[]> {
  const alike = { repeatDays: 2, meanSpend: 25, customers: 400 }
  const many = Array.from({ length: 100 }, (_, i) => ({
    repeatDays: 1 + (i % 5),
    meanSpend: 10 + (i % 13),
    customers: 1,
  }))
  return {
    nobody: [],
    'one-time buyers alone': [{ repeatDays: 0, meanSpend: 0, customers: 50 }],
    'one repeater': [{ repeatDays: 3, meanSpend: 12.5, customers: 1 }],
    'all spends equal': [alike],
    'all spends equal but one': [alike, { repeatDays: 1, meanSpend: 26, customers: 1 }],
    'a single huge spender': [...many, { repeatDays: 2, meanSpend: 1e7, customers: 1 }],
    'somebody with 2,000 repeat days': [...many, { repeatDays: 2000, meanSpend: 14, customers: 1 }],
    'negative net spend': [...many, { repeatDays: 3, meanSpend: -40, customers: 9 }],
    cents: many.map((group) => ({ ...group, meanSpend: 0.01 * group.meanSpend })),
  }
}
