/** What the back-test hides is hidden: nothing on or after its day touches what the models are fitted to and predict. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Engine, openEngine } from '../../functions/platform/local/engine.ts'
import { queryText } from '../../functions/queries.ts'
import { asOf, calibrationOn, leaksOf, orders, past, worlds } from '../support/value-leaks.ts'
import { type Order, valueNight } from '../support/value-night.ts'

let engine: Engine
beforeAll(async () => {
  engine = await openEngine({ threads: 1 })
})
afterAll(() => engine.close())

describe('histories before the back-test', () => {
  const text = queryText('int_value_histories')

  it('know nothing of the days that it hides', async () => {
    expect(past.length).toBeGreaterThan(200)
    expect(orders.length - past.length).toBeGreaterThan(200)
    expect(await leaksOf(engine, text)).toEqual([])
  })

  it.each<[string, string, string, readonly string[]]>([
    [
      'the last of all purchases',
      'max(past_on) as past_last_order_on',
      'max(purchased_on) as past_last_order_on',
      ['last_purchase_days'],
    ],
    [
      'an age that is counted to the night',
      "date_diff('day', first_order_on, :calibration_on) - 1",
      "date_diff('day', first_order_on, :as_of) - 1",
      ['age_days'],
    ],
    [
      'gaps of all purchases',
      'sum(case when past_on is not null then ln_gap end)',
      'sum(ln_gap)',
      ['ln_gaps'],
    ],
    [
      'the calibration day itself',
      'ordered_on < :calibration_on',
      'ordered_on <= :calibration_on',
      ['repeat_days', 'last_purchase_days', 'ln_gaps'],
    ],
    [
      'customers of later days',
      'case when past_days > 0 then cast(past_days - 1 as integer) end',
      'cast(greatest(past_days - 1, 0) as integer)',
      ['customer_id'],
    ],
  ])('would be caught with %s', async (_, honest, leaky, leaked) => {
    expect(text.split(honest)).toHaveLength(2)
    const leaks = await leaksOf(engine, text.replace(honest, leaky))
    for (const column of leaked)
      expect(leaks.filter((leak) => leak.startsWith(column))).not.toEqual([])
  })
})

describe('a back-test', { timeout: 120_000 }, () => {
  const value = { backtestDays: 184 }
  const predictions = (all: readonly Order[]) =>
    valueNight(all, { asOf, value }, ({ rows }) =>
      rows(`select predictor, predicted, actual, backtest_days, backtest_customers
        from value_backtest cross join value_card order by predictor`),
    )

  it('predicts the same whatever came', async () => {
    const known = await predictions(orders)
    expect(known.map(({ predictor }) => predictor)).toContain('MBG/NBD')
    expect(known[0]).toMatchObject({ backtest_days: 184 })
    for (const [world, changed] of Object.entries(worlds)) {
      const others = await predictions(changed)
      expect(others).toHaveLength(known.length)
      for (const [i, one] of known.entries()) {
        const other = others[i]!
        expect(other.actual, world).not.toBe(one.actual)
        expect(other.backtest_customers).toBe(one.backtest_customers)
        const apart = Math.abs(Number(other.predicted) / Number(one.predicted) - 1)
        if (one.predicted !== null) expect(apart, `${world}: ${one.predictor}`).toBeLessThan(1e-12)
        else expect(other.predicted).toBe(null)
      }
    }
  })

  it('has the models of the night on its calibration day', async () => {
    const wanted = { ...value, model: 'MBG/NBD' }
    const expected = await valueNight(
      past,
      { asOf: calibrationOn, value: { model: 'MBG/NBD', horizonDays: 184 } },
      ({ rows }) => rows('select sum(expected_purchases) as predicted from int_value_scores'),
    )
    const tested = await valueNight(orders, { asOf, value: wanted }, ({ rows }) =>
      rows(`select predicted from value_backtest where predictor = 'MBG/NBD'`),
    )
    const [one, other] = [Number(expected[0]?.predicted), Number(tested[0]?.predicted)]
    expect(Math.abs(one / other - 1)).toBeLessThan(1e-9)
  })
})
