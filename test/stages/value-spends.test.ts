/** Spends of every kind: figures by the formulas, or the mean with a sentence that says so. */
import { describe, expect, it } from 'vitest'
import { type Order, valueNight } from '../support/value-night.ts'
import { distanceTonight } from '../support/value-scored.ts'
import { type ShopTerms, simulatedShop } from '../support/value-shops.ts'

const asOf = '2026-01-01'
const shop = (spend?: ShopTerms['spend']) =>
  simulatedShop({
    ...{ customers: 400, from: '2025-01-01', comingDays: 300, days: 365, seed: 5 },
    ...(spend && { spend }),
  })

async function made(orders: readonly Order[]) {
  return valueNight(orders, { asOf }, async (night) => {
    const [card = {}] = await night.rows('select * from value_card')
    expect(card.rung).toBe('model')
    const distance = await distanceTonight(night)
    expect(distance.figures, distance.worst).toBeLessThan(1e-8)
    expect(distance.waitDays).toBeLessThan(0.1)
    const odd = await night.rows(`select * from customer_value
      where not (expected_spend >= 0 and clv >= 0 and p_alive between 0 and 1
        and churn_probability between 0 and 1 and expected_purchases >= 0)`)
    expect(odd).toEqual([])
    const customers = await night.rows('select * from customer_value order by clv desc')
    return { card, customers }
  })
}

describe('spends', { timeout: 120_000 }, () => {
  it('that are all equal are expected to stay so', async () => {
    const { customers } = await made(shop(() => 20))
    for (const { expected_spend } of customers) expect(expected_spend).toBeCloseTo(20, 1)
  })

  it('of a single huge spender make one customer dear, not all', async () => {
    const { customers } = await made(shop((customer) => (customer === 7 ? 5e8 : 20)))
    expect(customers[0]?.customer_id).toBe('c7')
    const others = customers.slice(1).map(({ expected_spend }) => Number(expected_spend))
    expect(others.length).toBe(399)
    expect(customers.filter(({ clv_tier }) => clv_tier === 'high')).toHaveLength(1)
  })

  it('that were given back, and more, count as nothing', async () => {
    const orders = shop().map((order, i) =>
      i % 3 === 0 ? { ...order, refunded: 2 * order.total } : order,
    )
    const { card, customers } = await made(orders)
    expect(Number(card.spend_excluded)).toBeGreaterThan(10)
    expect(customers).toHaveLength(400)
  })

  it('of nothing at all are worth nothing', async () => {
    const { card, customers } = await made(shop(() => 0))
    expect(card).toMatchObject({ mean_spend: 0, spend_p: null })
    expect(card.warnings).toContain('What customers spend says too little for a model')
    expect(customers.every(({ clv, clv_tier }) => clv === 0 && clv_tier === 'low')).toBe(true)
  })
})
