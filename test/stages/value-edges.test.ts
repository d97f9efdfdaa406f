/** Nights with customers at the edges of what a history can be: they have figures by the formulas, and spoil nobody's. */
import { describe, expect, it } from 'vitest'
import { nextDay } from '../../functions/domain/time.ts'
import { type Order, valueNight } from '../support/value-night.ts'
import { distanceTonight } from '../support/value-scored.ts'
import { simulatedShop } from '../support/value-shops.ts'

const asOf = '2026-01-01'
const shop = simulatedShop({
  ...{ customers: 300, from: '2025-01-01', comingDays: 300, days: 365, seed: 6 },
})
const of = (customer_id: string, ordered_on: string): Order => ({
  customer_id,
  ordered_on,
  total: 20,
})

/** The row of a customer after a night with their orders in the shop; all rows are compared with the formulas. */
const rowAfter = (orders: readonly Order[], customer: string) =>
  valueNight([...shop, ...orders], { asOf }, async (night) => {
    const [card = {}] = await night.rows('select * from value_card')
    expect(card.rung).toBe('model')
    const { figures, waitDays, worst, customers } = await distanceTonight(night)
    expect(customers).toBeGreaterThan(300)
    expect(figures, worst).toBeLessThan(1e-8)
    expect(waitDays).toBeLessThan(0.1)
    const rows = await night.rows('select * from customer_value')
    const row = rows.find(({ customer_id }) => customer_id === customer) ?? {}
    for (const name of ['p_alive', 'churn_probability'])
      expect(Number(row[name]) >= 0 && Number(row[name]) <= 1).toBe(true)
    return row
  })

describe('a night with a customer of', { timeout: 120_000 }, () => {
  it('x = 2,000', async () => {
    const days = Array.from({ length: 2001 }, (_, i) => nextDay(asOf, i - 2002))
    const row = await rowAfter(
      days.map((day) => of('often', day)),
      'often',
    )
    expect(row).toMatchObject({ repeat_days: 2000, clv_tier: 'high' })
    expect(Number(row.p_alive)).toBeGreaterThan(0.99)
    expect(Number(row.expected_purchases)).toBeGreaterThan(100)
    expect(Number(row.expected_purchases)).toBeLessThan(366)
  })

  it('T = 0', async () => {
    const row = await rowAfter([of('new', nextDay(asOf, -1))], 'new')
    expect(row).toMatchObject({ repeat_days: 0, age_weeks: 0, last_purchase_weeks: 0 })
    expect(Number(row.expected_purchases)).toBeGreaterThan(0)
  })

  it('negative net spend', async () => {
    const days = ['2025-03-01', '2025-06-01', '2025-09-01']
    const orders = days.map((day) => ({ ...of('returns', day), refunded: 90 }))
    const row = await rowAfter(orders, 'returns')
    expect(row.repeat_days).toBe(2)
    expect(Number(row.clv)).toBeGreaterThanOrEqual(0)
    expect(Number(row.expected_spend)).toBeGreaterThanOrEqual(0)
  })
})
