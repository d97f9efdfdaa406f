/** Who a customer is, over nights: an id is born once and kept, whoever comes and goes. */
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { subjectOf } from '../../functions/domain/ledger/hash.ts'
import { folderFiles } from '../../functions/platform/local/files.ts'
import { ask, nightOf, scratch } from '../support/night.ts'
import { sharedSalt } from '../support/salt.ts'

const folder = scratch('identity')
afterAll(() => rmSync(folder, { recursive: true }))

const till = `
  till:
    files: [orders.csv]
    format: { type: csv }
    tables:
      orders:
        columns: { order_id: id, customer_id: customer, ordered_at: at, total: total }`
const crm = `
  crm:
    files: [people.csv]
    format: { type: csv }
    tables:
      customers:
        ids: crm
        columns: { customer_id: id, city: city }`

/** Runs a night over these customers. The sources stand in the order in which they are given. */
async function night(
  asOf: string,
  buyers: readonly string[],
  people: readonly string[],
  sources: readonly string[] = [till, crm],
) {
  const orders = buyers.map((customer, i) => `o${i},${customer},2026-03-07 1${i}:00,10`)
  writeFileSync(join(folder, 'orders.csv'), ['id,customer,at,total', ...orders].join('\n'))
  const rows = people.map((id) => `${id},Lyon`)
  writeFileSync(join(folder, 'people.csv'), ['id,city', ...rows].join('\n'))
  writeFileSync(
    join(folder, 'nocturne.yaml'),
    `version: 1
company: { name: Shop, timeZone: Europe/Paris }
checks: { default: { shrinkRate: 1, growRate: 100, staleDays: 100 } }
retention: { journalMonths: 1 }
sources:${sources.join('')}`,
  )
  await nightOf(folder, asOf)
  const map = await ask(
    folder,
    'select id_space, source_customer_id, customer_id, since, seen_on from identity_map order by 1, 2',
  )
  const customers = await ask(folder, 'select customer_id from customers order by 1')
  return {
    map: map.map(Object.values),
    customers: customers.map(({ customer_id }) => customer_id),
  }
}

// The first half of sha256 of the address in lower case, and of the number as written.
const ann = '6a0bf011a1fc1e9a8add1728704b8ddb'
const phone = 'crm:532635b0fd9ebe89176f04010b0592d6'

describe('an identity', () => {
  it('is born once, kept while it is away, and found again', { timeout: 120_000 }, async () => {
    const [d1, d2, d3, d4] = ['2026-03-08', '2026-03-09', '2026-03-10', '2026-05-11'] as const

    const first = await night(d1, ['a', 'b', 'Ann@shop.example'], ['7', '+33 6 12 34 56 78'])
    expect(first.map).toEqual([
      ['crm', '+33 6 12 34 56 78', phone, d1, d1],
      ['crm', '7', 'crm:7', d1, d1],
      ['shop', 'Ann@shop.example', ann, d1, d1],
      ['shop', 'a', 'a', d1, d1],
      ['shop', 'b', 'b', d1, d1],
    ])
    expect(first.customers).toEqual([ann, 'a', 'b', phone, 'crm:7'])

    const second = await night(d2, ['a', 'c', 'ANN@shop.example'], ['8'])
    expect(second.map).toEqual([
      ['crm', '+33 6 12 34 56 78', phone, d1, d1],
      ['crm', '7', 'crm:7', d1, d1],
      ['crm', '8', 'crm:8', d2, d2],
      ['shop', 'ANN@shop.example', ann, d2, d2],
      ['shop', 'Ann@shop.example', ann, d1, d1],
      ['shop', 'a', 'a', d1, d2],
      ['shop', 'b', 'b', d1, d1],
      ['shop', 'c', 'c', d2, d2],
    ])
    expect(second.customers).toEqual([ann, 'a', 'c', 'crm:8'])

    // The sources change places: who is known keeps the id that they have.
    const third = await night(d3, ['a', 'b', 'd'], ['7', '9'], [crm, till])
    expect(third.map).toContainEqual(['shop', 'b', 'b', d1, d3])
    expect(third.map).toContainEqual(['crm', '7', 'crm:7', d1, d3])
    expect(third.map).toContainEqual(['shop', 'd', 'shop:d', d3, d3])
    expect(third.map).toContainEqual(['crm', '9', '9', d3, d3])
    expect(third.customers).toEqual(['9', 'a', 'b', 'crm:7', 'shop:d'])

    // Away for longer than the months that are kept: let go, but for those who are back just then.
    const fourth = await night(d4, ['a'], ['8'])
    expect(fourth.map).toEqual([
      ['crm', '8', 'crm:8', d2, d4],
      ['shop', 'a', 'a', d1, d4],
    ])
  })
})

it('calls customers what the ledger calls them', async () => {
  await night('2026-05-12', ['7', 'Zoë'], ['8'])
  const salt = await sharedSalt(folderFiles(join(folder, '.nocturne')))
  const customers = await ask(folder, 'select customer_id, subject from customers')
  expect(customers.length).toBeGreaterThan(2)
  for (const { customer_id, subject } of customers)
    expect(subject).toBe(subjectOf(salt, String(customer_id)))
})
