/** Whole nights over little data: each gives a rung and a sentence, and nothing that is not a number. */
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { nextDay } from '../../functions/domain/time.ts'
import { ask, nightOf, scratch } from '../support/night.ts'
import { simulatedShop } from '../support/value-shops.ts'

const asOf = '2026-03-10'
let folder = ''
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Customer, day, total and what was given back. A guest has no name. */
type Line = readonly [string, string, number, number?]

const everyone = (count: number, days: (customer: number) => readonly string[]): readonly Line[] =>
  Array.from({ length: count }, (_, i) =>
    days(i).map((day): Line => [`c${i}`, day, 20 + (i % 7)]),
  ).flat()

/** Rows of every table of value after a night over these orders. */
async function night(lines: readonly Line[], date = asOf) {
  folder = scratch('little')
  writeFileSync(join(folder, 'nocturne.yaml'), config)
  const rows = lines.map(([customer, day, total, back = 0], i) => [i, customer, day, total, back])
  writeFileSync(
    join(folder, 'orders.csv'),
    `${['id,customer,at,total,back', ...rows.map((row) => row.join(','))].join('\n')}\n`,
  )
  const outcome = await nightOf(folder, date)
  if (outcome.status !== 'done') throw new Error(`the night is ${outcome.status}`)
  const [card = {}] = await ask(folder, 'select * from value_card')
  const [cuts = {}] = await ask(folder, 'select * from value_cuts')
  const customers = await ask(folder, 'select * from customer_value order by customer_id')
  const models = await ask(folder, 'select * from value_model')
  for (const row of [card, cuts, ...customers, ...models])
    for (const [name, cell] of Object.entries(row))
      expect(cell ?? '', `${name} of ${JSON.stringify(row)}`).not.toMatch(/nan|inf|e\+|^-0\b/i)
  return { card, cuts, customers, models, summaries: outcome.summaries }
}

type Night = Awaited<ReturnType<typeof night>>

/** The columns that say nothing, of all customers. */
const nullsOf = ({ customers }: Night) =>
  Object.keys(customers[0] ?? {}).filter((name) => customers.some((row) => row[name] === null))

const noFigures = [
  'p_alive',
  'churn_probability',
  'expected_purchases',
  'expected_spend',
  'clv',
  'clv_low',
  'clv_high',
  'expected_next_order',
]
const ofCohorts = ['model', 'p_alive', 'clv_low', 'clv_high', 'expected_next_order']

describe('a night over little', { timeout: 120_000 }, () => {
  it('has nothing to say of nobody', async () => {
    const made = await night([['', '2026-03-01', 10]])
    expect(made.card).toMatchObject({
      ...{ rung: 'history', reason: 'Nobody has bought yet.' },
      ...{ customers: '0', model: null, warnings: null, backtest_days: null },
    })
    expect(made.cuts).toMatchObject({ measure: 'clv', high: null, medium: null })
    expect(made.customers).toEqual([])
    expect(made.summaries.find(({ stage }) => stage === 'value')?.text).toBe(
      '0 customers by what they spent',
    )
  })

  it('shows what one customer has spent', async () => {
    const made = await night([['a', '2026-03-01', 10, 2.5]])
    expect(made.card).toMatchObject({
      rung: 'history',
      reason:
        '0 customers came back and the model needs 40, so only what each has bought is shown.',
    })
    expect(made.cuts).toMatchObject({ measure: 'net_spend', high: '7.50', medium: '7.50' })
    expect(nullsOf(made)).toEqual(['model', ...noFigures])
    expect(made.customers).toMatchObject([
      { customer_id: 'a', rung: 'history', clv_tier: 'high', tier_reason: 'spend' },
    ])
  })

  it('shows what ten have spent, of whom some gave all back', async () => {
    const lines = everyone(10, (i) => ['2025-12-01', nextDay('2026-01-01', i)])
    const made = await night([...lines, ['c3', '2026-02-20', 0, 500], ['c4', '2026-02-20', 0, 46]])
    expect(made.card).toMatchObject({ rung: 'history', customers: '10', repeat_customers: '10' })
    expect(made.card.reason).toContain('10 customers came back and the model needs 40')
    expect(made.customers).toHaveLength(10)
    expect(nullsOf(made)).toEqual(['model', ...noFigures])
    const tiers = made.customers.map(({ clv_tier }) => clv_tier)
    expect(new Set(tiers)).toEqual(new Set(['high', 'medium', 'low']))
    expect(tiers[3]).toBe('low')
  })

  it('shows what all have spent on the only day there is', async () => {
    const made = await night(everyone(100, () => ['2026-03-09']))
    expect(made.card).toMatchObject({ rung: 'history', repeat_customers: '0' })
    expect(made.customers.every(({ age_weeks }) => Number(age_weeks) === 0)).toBe(true)
    expect(nullsOf(made)).toEqual(['model', ...noFigures])
  })

  it('gives who came once, a year long, the mean of nothing', async () => {
    const made = await night(everyone(300, (i) => [nextDay('2025-03-10', i)]))
    expect(made.card).toMatchObject({
      rung: 'cohort',
      reason:
        '0 customers came back and the model needs 40, so each is given the mean of their cohort.',
    })
    expect(nullsOf(made)).toEqual(ofCohorts)
    expect(new Set(made.customers.map(({ churn_probability }) => churn_probability))).toEqual(
      new Set(['1.000000']),
    )
    expect(made.customers.every(({ clv, clv_tier }) => clv === '0.00' && clv_tier === 'low')).toBe(
      true,
    )
    expect(made.cuts).toMatchObject({ measure: 'clv', high: null, medium: null })
  })

  it('gives everybody the same who came on the same two days', async () => {
    const made = await night(everyone(200, () => ['2025-03-10', '2025-06-10']))
    expect(['model', 'cohort']).toContain(made.card.rung)
    expect(made.card.reason).toMatch(/\w.*\.$/)
    for (const name of ['churn_probability', 'expected_purchases'])
      expect(new Set(made.customers.map((row) => row[name])).size).toBe(1)
    expect(nullsOf(made).filter((name) => !ofCohorts.includes(name))).toEqual([])
  })

  it('has a model of a hundred who come every week', async () => {
    const weekly = everyone(100, (i) =>
      Array.from({ length: 50 }, (_, week) => nextDay('2025-03-11', (i % 7) + 7 * week)),
    )
    const made = await night(weekly)
    expect(made.card).toMatchObject({ rung: 'model', model: 'MBG/CNBD-2' })
    expect(made.card.warnings).toContain('No customer is seen to have left')
    expect(nullsOf(made).filter((name) => name !== 'expected_next_order')).toEqual([])
    for (const { p_alive, expected_purchases } of made.customers) {
      expect(Number(p_alive)).toBeGreaterThan(0.99)
      expect(Number(expected_purchases)).toBeGreaterThan(40)
      expect(Number(expected_purchases)).toBeLessThan(60)
    }
  })

  it('knows nothing of the days from itself on', async () => {
    const shop = simulatedShop({
      ...{ customers: 200, from: '2025-03-10', comingDays: 300, days: 480, seed: 2 },
    })
    const lines = shop.map(
      ({ customer_id, ordered_on, total }): Line => [
        ...([customer_id, ordered_on, total] as const),
      ],
    )
    const withLater = await night(lines)
    const past = lines.filter(([, day]) => day < asOf)
    expect(past.length).toBeLessThan(lines.length)
    rmSync(folder, { recursive: true })
    const without = await night(past)
    expect(withLater.card.rung).toBe('model')
    for (const table of ['card', 'cuts', 'customers', 'models'] as const)
      expect(withLater[table]).toEqual(without[table])
  })
})

const config = `version: 1
company: { name: Shop, timeZone: UTC }
checks: { default: { staleDays: 1000 } }
sources:
  till:
    files: [orders.csv]
    format: { type: csv }
    tables:
      orders:
        columns: { order_id: id, customer_id: customer, ordered_at: at, total: total, refunded: back }
`
