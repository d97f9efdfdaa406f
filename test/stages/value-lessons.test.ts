import { expect, it } from 'vitest'
import { lessons, overview } from '../../functions/stages/value-lessons.ts'
import { type Order, valueNight } from '../support/value-night.ts'

const orders: readonly Order[] = [
  { customer_id: 'a', ordered_on: '2026-01-01', total: 10 },
  { customer_id: 'a', ordered_on: '2026-01-15', total: 30 },
  { customer_id: 'a', ordered_on: '2026-02-26', total: 50 },
  { customer_id: 'b', ordered_on: '2026-01-01', total: 20 },
  { customer_id: 'b', ordered_on: '2026-01-15', total: 20, refunded: 40 },
  { customer_id: 'c', ordered_on: '2026-03-09', total: 5 },
]
const asOf = '2026-03-10'
const everyBucket = { value_histories: 10_000, value_past: 10_000, value_spends: 10_000 }
const noBucket = { value_histories: 0, value_past: 0, value_spends: 0 }

it('is one look at all, and groups of the sample', { timeout: 60_000 }, async () => {
  await valueNight(orders, { asOf, value: { backtestDays: 28 } }, async ({ warehouse }) => {
    const all = await overview(warehouse)
    expect(all).toEqual({
      ...{ customers: 3, repeatCustomers: 2, sampleRate: 1, unspent: 1, buckets: everyBucket },
      meanSpend: (80 - 20) / 3,
      evidence: {
        ...{ customers: 3, repeatCustomers: 2, repeatDays: 3, historyWeeks: 67 / 7 },
        ...{ repeatWeeks: (56 + 14) / 7, repeatersWeeks: (67 + 67) / 7 },
      },
    })

    const learnt = await lessons(warehouse, all, undefined)
    const ages = { ageWeeks: 67 / 7, customers: 1 }
    expect(learnt.histories.groups).toEqual([
      { repeatDays: 0, lastPurchaseWeeks: 0, ageWeeks: 0, customers: 1 },
      { repeatDays: 1, lastPurchaseWeeks: 2, ...ages },
      { repeatDays: 2, lastPurchaseWeeks: 8, ...ages },
    ])
    expect(learnt.histories.lnGaps).toBeCloseTo(2 * Math.log(2) + Math.log(6), 8)
    // The calibration day is 2026-02-10; both had two days then, of which one came back within the 28 days.
    const seen = { repeatDays: 1, lastPurchaseWeeks: 2, ageWeeks: 39 / 7, customers: 1 }
    expect(learnt.past.groups).toEqual([
      { ...seen, laterDays: 0, soonDays: 0 },
      { ...seen, laterDays: 1, soonDays: 1 },
    ])
    expect(learnt.past.lnGaps).toBeCloseTo(2 * Math.log(2), 8)
    expect(learnt.spends).toEqual([
      { repeatDays: 1, meanSpend: -20, customers: 1 },
      { repeatDays: 2, meanSpend: 40, customers: 1 },
    ])

    const none = await lessons(warehouse, { ...all, buckets: noBucket }, undefined)
    expect([none.histories, none.past]).toEqual([
      { groups: [], lnGaps: 0 },
      { groups: [], lnGaps: 0 },
    ])
    expect(none.evidence).toEqual(all.evidence)
  })
})

it('gives everybody the mean of first purchases where nobody came back', {
  timeout: 60_000,
}, async () => {
  const once = orders.filter(({ ordered_on }) => ordered_on === '2026-01-01')
  await valueNight(once, { asOf }, async ({ warehouse }) => {
    expect(await overview(warehouse)).toMatchObject({ meanSpend: 15, repeatCustomers: 0 })
  })
  await valueNight([], { asOf }, async ({ warehouse }) => {
    expect(await overview(warehouse)).toMatchObject({
      meanSpend: 0,
      customers: 0,
      buckets: everyBucket,
    })
  })
})
