import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Pair, pairsOf, twinsQuery } from '../../../functions/domain/ingest/order-twins.ts'
import { type Engine, openEngine } from '../../../functions/platform/local/engine.ts'
import { bind, literal } from '../../../functions/platform/sql.ts'

let engine: Engine
beforeAll(async () => {
  engine = await openEngine({ threads: 1 })
})
afterAll(() => engine.close())

interface Order {
  readonly id: string
  /** Minutes after the first of March. */
  readonly at: number
  readonly total?: number
  readonly reference?: string
  readonly customer?: string
  readonly status?: string | undefined
  readonly currency?: string
}

const rule: Pair = { source: 'card', of: 'web', by: ['order', 'amount'], hours: 6, isRule: true }

/** `payment = order` for each payment of `card` that has a twin among the orders of `web`. */
async function twins(web: readonly Order[], card: readonly Order[], pair: Pair = rule) {
  const text = (value: string | undefined) =>
    value === undefined ? 'cast(null as varchar)' : literal(value)
  const rows = (source: string, orders: readonly Order[]) =>
    orders.map(
      ({ id, at, total = 10, reference, customer, status, currency }) =>
        `select ${literal(source)} as source, 'shop' as id_space, ${literal(id)} as order_id,
          ${text(reference)} as reference, ${text(customer)} as customer_id,
          timestamp '2026-03-01 00:00:00' + interval '${at}' minute as ordered_at,
          cast(${total} as decimal(18,2)) as total, ${text(currency)} as currency, ${text(status)} as status`,
    )
  const all = [...rows('web', web), ...rows('card', card)]
  await engine.run(`create or replace view seen_orders as ${all.join(' union all ')}`)
  const query = bind(twinsQuery([pair], 'seen_orders'), { currency: 'EUR' })
  const found = await engine.rows(`${query} order by order_id`)
  return found.map(({ order_id, twin_order_id }) => `${order_id} = ${twin_order_id}`)
}

describe('the twin of a payment', () => {
  it('is the order that it names, by its number or another, long after and whatever the amount', async () => {
    const web = [
      { id: '7001', reference: '#1001', at: 0 },
      { id: '7002', at: 0 },
      { id: '7003', at: 0 },
    ]
    const card = [
      { id: 'a', reference: '1001', at: 20_000, total: 3 },
      { id: 'b', reference: '7002', at: 1, total: 4 },
      { id: 'c', reference: '7002', at: 2, total: 6 },
      { id: '7003', at: 3, total: 8 },
      { id: 'd', reference: '9', at: 3, total: 8 },
      { id: 'e', reference: '1001', at: 60_000, total: 3 },
    ]
    expect(await twins(web, card)).toEqual(['7003 = 7003', 'a = 7001', 'b = 7002', 'c = 7002'])
  })

  it('is the order of its amount and time', async () => {
    const web = [
      { id: 'o1', at: 0 },
      { id: 'o2', at: 0, total: 20 },
      { id: 'o3', at: 1000, total: 30 },
      { id: 'o4', at: 0, total: 40, currency: 'USD' },
      { id: 'o5', at: 0, total: 50, status: 'cancelled' },
    ]
    const card = [
      { id: 'p1', at: 1, currency: 'eur' },
      { id: 'p2', at: -300, total: 20, status: 'refunded' },
      { id: 'p3', at: 1361, total: 30 },
      { id: 'p4', at: 1, total: 40 },
      { id: 'p5', at: 1, total: 50 },
    ]
    expect(await twins(web, card)).toEqual(['p1 = o1', 'p2 = o2'])
  })

  it('is one order’s alone: of equal ones each has its own', async () => {
    const orders = (ids: string, ...at: readonly number[]) =>
      at.map((minute, i) => ({ id: `${ids}${i + 1}`, at: minute }))
    expect(await twins(orders('o', 0, 0), orders('p', 0, 0))).toEqual(['p1 = o1', 'p2 = o2'])
    expect(await twins(orders('o', 0), orders('p', 0, 0))).toEqual(['p1 = o1'])
    expect(await twins(orders('o', 0, 0), orders('p', 0))).toEqual(['p1 = o1'])
    expect(await twins(orders('o', 0, 100, 200), orders('p', 1, 101, 201))).toEqual([
      ...['p1 = o1', 'p2 = o2', 'p3 = o3'],
    ])
  })

  it('is sought for what was paid: a failed try leaves the order to the one that went through', async () => {
    const card = [
      { id: 'failed', at: 0, status: 'cancelled' },
      { id: 'paid', at: 3 },
    ]
    expect(await twins([{ id: 'o1', at: 0 }], card)).toEqual(['paid = o1'])
  })

  it('is sought with a status or without one, which is paid', async () => {
    const among = (web: string | undefined, card: string | undefined) =>
      twins([{ id: 'o1', at: 0, status: web }], [{ id: 'p1', at: 1, status: card }])
    for (const web of [undefined, 'paid', 'pending', 'refunded'])
      for (const card of [undefined, 'paid', 'refunded'])
        expect(await among(web, card), `${web} ${card}`).toEqual(['p1 = o1'])
    expect(await among('cancelled', undefined)).toEqual([])
    expect(await among(undefined, 'pending')).toEqual([])
  })

  it('is the same person’s, where both say who it is', async () => {
    const web = [
      { id: 'o1', at: 0, customer: 'Ada@x.fr' },
      { id: 'o2', at: 1, customer: 'ben@x.fr' },
    ]
    const card = [
      { id: 'p1', at: 0, customer: 'ben@x.fr' },
      { id: 'p2', at: 120, customer: 'ada@x.fr' },
      { id: 'p3', at: 1, customer: 'cleo@x.fr' },
    ]
    expect(await twins(web, card)).toEqual(['p1 = o2', 'p2 = o1'])
    expect(await twins([{ id: 'o1', at: 0, customer: '17' }], card)).toEqual(['p1 = o1'])
  })

  it('is sought by what config says alone', async () => {
    const web = [{ id: 'o1', at: 0 }]
    const card = [{ id: 'p1', at: 0 }]
    expect(await twins(web, card, { ...rule, by: ['order'] })).toEqual([])
    expect(await twins(web, [{ id: 'o1', at: 0, total: 3 }], { ...rule, by: ['amount'] })).toEqual(
      [],
    )
  })
})

describe('pairs', () => {
  const source = (name: string, repeats?: object | false) =>
    ({ name, config: { tables: { orders: { columns: {}, repeats } } } }) as never

  it('are of later sources with earlier ones, unless config says it the other way round', () => {
    const open = pairsOf([source('web'), source('card')])
    expect(open).toMatchObject([{ source: 'card', of: 'web', isRule: false }])
    const turned = pairsOf([source('card', { of: 'web', by: ['order'], hours: 2 }), source('web')])
    expect(turned).toEqual([{ source: 'card', of: 'web', by: ['order'], hours: 2, isRule: true }])
    expect(pairsOf([source('web'), source('fair', false)])).toEqual([])
  })
})
