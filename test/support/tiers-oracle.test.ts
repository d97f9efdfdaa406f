import { describe, expect, it } from 'vitest'
import { normal, seeded } from '../../functions/domain/math/random.ts'
import { shuffled } from '../domain/value/simulated.ts'
import { type Tier, tierCuts, tierOf } from './tiers-oracle.ts'

const group = (value: number, customers = 1) => ({ value, customers })
const shares = { by: 'shares', high: 0.5, medium: 0.3 } as const

describe('cuts between tiers', () => {
  it('give the value that their example states', () => {
    expect(tierCuts([group(6), group(1, 4)], shares)).toEqual({ high: 6, medium: 1 })
  })

  it('go by shares of value: whoever reaches a share belongs to it, and so do their equals', () => {
    const groups = [group(40), group(10, 3), group(5, 4), group(1, 10)] // 100 in all
    expect(tierCuts(groups, shares)).toEqual({ high: 10, medium: 5 })
    expect(tierCuts(shuffled(groups, 2), shares)).toEqual({ high: 10, medium: 5 })
  })

  it('go by quantiles of all customers, those worth nothing among them', () => {
    const groups = [group(9), group(8, 2), group(7, 2), group(0, 5)]
    const quantiles = { by: 'quantiles', high: 0.1, medium: 0.2 } as const
    expect(tierCuts(groups, quantiles)).toEqual({ high: 9, medium: 8 })
    expect(tierCuts(groups, { ...quantiles, medium: 0.9 })).toEqual({ high: 9, medium: 7 })
  })

  it('go by amounts', () => {
    expect(tierCuts([], { by: 'amounts', high: 500, medium: 100 })).toEqual({
      high: 500,
      medium: 100,
    })
  })

  it('are not there where nobody is worth anything', () => {
    for (const groups of [[], [group(0, 9)], [group(-3, 2)]]) {
      const cuts = tierCuts(groups, shares)
      expect(cuts).toEqual({ high: undefined, medium: undefined })
      expect(tierOf(0, cuts, { band: 0.1 })).toBe('low')
    }
  })
})

describe('a tier', () => {
  const cuts = { high: 100, medium: 40 }

  it('is decided by the cut without a previous one', () => {
    const of = (value: number) => tierOf(value, cuts, { band: 0.1 })
    expect([101, 100, 99.9, 40, 39.9].map(of)).toEqual(['high', 'high', 'medium', 'medium', 'low'])
  })

  it.each<[number, Tier, Tier]>([
    [95, 'high', 'high'],
    [89, 'high', 'medium'],
    [105, 'medium', 'medium'],
    [110.1, 'medium', 'high'],
    [37, 'medium', 'medium'],
    [35, 'medium', 'low'],
    [43, 'low', 'low'],
    [45, 'low', 'medium'],
    [300, 'low', 'high'],
    [1, 'high', 'low'],
    [37, 'high', 'medium'],
  ])('at %d after %s is %s', (value, previous, tier) => {
    expect(tierOf(value, cuts, { band: 0.1, previous })).toBe(tier)
  })

  it('flaps less with a band than without', () => {
    const flips = (band: number) => {
      const random = seeded(3)
      let count = 0
      let previous: Tier | undefined
      for (let night = 0; night < 60; night++) {
        const tier = tierOf(100 + 4 * normal(random), cuts, { band, previous })
        if (previous && tier !== previous) count++
        previous = tier
      }
      return count
    }
    expect(flips(0)).toBeGreaterThan(20)
    expect(flips(0.1)).toBeLessThan(3)
  })
})
