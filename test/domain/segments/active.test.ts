import { describe, expect, it } from 'vitest'
import { type Config, configSpec } from '../../../functions/config.ts'
import { features } from '../../../functions/domain/features/columns.ts'
import { activeSegments, darkKinds } from '../../../functions/domain/segments/active.ts'
import { catalogue } from '../../../functions/domain/segments/catalogue/index.ts'
import { segmentsTonight } from '../../../functions/domain/segments/tonight.ts'
import { featuresOf } from '../../../functions/features.ts'

const orders = {
  files: ['o.csv'],
  format: { type: 'csv' },
  tables: {
    orders: { columns: { order_id: 'n', customer_id: 'c', ordered_at: 'at', total: 't' } },
  },
}

const shop = (more: object = {}): Config =>
  configSpec.parse({
    version: 1,
    company: { name: 'Shop', timeZone: 'UTC' },
    sources: { orders },
    ...more,
  })

const withTable = (name: string, columns: Record<string, string>, more: object = {}) =>
  shop({
    sources: {
      orders,
      more: { files: ['m.csv'], format: { type: 'csv' }, tables: { [name]: { columns } } },
    },
    ...more,
  })

const ids = (config: Config) => activeSegments(config).map(({ id }) => id)
const own = { id: 'mine', name: 'Mine', kind: 'value', strategy: 'Ask.', where: { orders: 3 } }

describe('the active segments', () => {
  it('of orders alone are those that need no more', () => {
    const found = ids(shop())
    expect(found).toContain('champions')
    expect(found).toContain('at-risk-customers')
    expect(found).not.toContain('young-adults')
    expect(found).not.toContain('phone-first')
    expect(found).not.toContain('bargain-hunters')
  })

  it('follow the columns that are mapped, not the table alone', () => {
    const found = ids(withTable('customers', { customer_id: 'c', country: 'l' }))
    expect(found).toContain('abroad')
    expect(found).not.toContain('young-adults')
    expect(found).not.toContain('large-cities')
  })

  it('follow the words for events', () => {
    const columns = { customer_id: 'c', occurred_at: 'at', name: 'n' }
    expect(ids(withTable('events', columns))).not.toContain('cart-abandoners')
    expect(ids(withTable('events', columns, { events: { cart: ['add'] } }))).toContain(
      'cart-abandoners',
    )
  })

  it('keep the catalogue’s order, then their own, numbered from 1', () => {
    const found = activeSegments(
      shop({ catalogue: ['top-spenders', 'champions'], segments: [own] }),
    )
    expect(found.map(({ id, position, origin }) => [id, position, origin])).toEqual([
      ['champions', 1, 'catalogue'],
      ['top-spenders', 2, 'catalogue'],
      ['mine', 3, 'config'],
    ])
    expect(found.at(-1)).toEqual({ ...own, position: 3, origin: 'config' })
  })

  it('hold a listed one although it is dark', () => {
    expect(ids(shop({ catalogue: ['phone-first'] }))).toEqual(['phone-first'])
  })
})

describe('dark kinds', () => {
  it('name what would light them', () => {
    const dark = Object.fromEntries(darkKinds(shop()).map(({ kind, light }) => [kind, light]))
    expect(dark.technographic).toBe('a source for events')
    expect(dark.demographic).toBe('a source for customers')
    expect(dark.psychographic).toMatch('survey_answers')
    expect(dark).not.toHaveProperty('value')
  })

  it('are lit by a segment of one’s own', () => {
    const config = shop({ segments: [{ ...own, kind: 'social' }] })
    expect(darkKinds(config).map(({ kind }) => kind)).not.toContain('social')
  })
})

describe('tonight', () => {
  const config = shop({ catalogue: ['champions'], segments: [own] })

  it('everything is a baseline on the first night', () => {
    expect(segmentsTonight(config, features).map(({ isBaseline }) => isBaseline)).toEqual([
      true,
      true,
    ])
  })

  it('only a changed rule is a baseline afterwards', () => {
    const before = segmentsTonight(config, features)
    const rules = Object.fromEntries(before.map(({ id, ruleHash }) => [id, ruleHash]))
    const changed = shop({
      catalogue: ['champions'],
      segments: [{ ...own, name: 'Renamed', where: { orders: 4 } }],
    })
    const renamed = shop({ catalogue: ['champions'], segments: [{ ...own, name: 'Renamed' }] })
    const baselines = (one: Config) =>
      segmentsTonight(one, features, rules).map(({ isBaseline }) => isBaseline)
    expect(baselines(changed)).toEqual([false, true])
    expect(baselines(renamed)).toEqual([false, false])
  })
})

describe('rules on value', () => {
  const onClv = { ...own, where: { clv: { at_least: 100 } } }
  const onOrders = { ...own, id: 'others' }
  const tonight = (value: object, hashes: Readonly<Record<string, string>> = {}) => {
    const config = shop({
      catalogue: ['champions', 'vip-care'],
      segments: [onClv, onOrders],
      value,
    })
    return segmentsTonight(config, featuresOf(config), hashes)
  }
  const yesterday = Object.fromEntries(tonight({}).map(({ id, ruleHash }) => [id, ruleHash]))
  const baselines = (value: object) =>
    tonight(value, yesterday)
      .filter(({ isBaseline }) => isBaseline)
      .map(({ id }) => id)

  it.each<[string, object]>([
    ['the horizon', { horizonDays: 180 }],
    ['the churn horizon', { churnHorizonDays: 60 }],
    ['the margin', { marginRate: 0.4 }],
    ['the tiers', { tiers: { high: 0.6 } }],
  ])('begin with a baseline when %s changes, and others do not', (_, value) => {
    expect(baselines(value)).toEqual(['vip-care', 'mine'])
  })

  it('go on when the defaults are only written out', () => {
    expect(baselines({ horizonDays: 365, tiers: { by: 'shares', high: 0.5 } })).toEqual([])
  })
})

it('the catalogue is whole: ids once, a strategy each, no id that another name could hide', () => {
  expect(new Set(catalogue.map(({ id }) => id)).size).toBe(catalogue.length)
  expect(new Set(catalogue.map(({ name }) => name)).size).toBe(catalogue.length)
})
