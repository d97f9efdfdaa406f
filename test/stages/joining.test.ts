/** Two customers who turn out to be one: the night says so, and nobody enters or leaves a segment by it. */
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { ask, nightOf, scratch } from '../support/night.ts'

const folder = scratch('joining')
afterAll(() => rmSync(folder, { recursive: true }))

const source = (name: string) => `
  ${name}:
    files: [${name}.csv]
    format: { type: csv }
    tables:
      customers:
        ids: ${name}
        columns: { customer_id: id, email: email, email_verified: confirmed, first_name: name }`

async function night(asOf: string, confirmed: boolean) {
  const people = (lines: readonly string[]) => ['id,email,confirmed,name', ...lines].join('\n')
  writeFileSync(join(folder, 'crm.csv'), people(['7,ann@x.fr,true,Ann', '8,bob@x.fr,true,Bob']))
  writeFileSync(join(folder, 'web.csv'), people([`70,Ann@X.fr,${confirmed},ann`]))
  writeFileSync(
    join(folder, 'orders.csv'),
    'id,customer,at,total\no1,7,2026-03-01 10:00,10\no2,70,2026-03-02 10:00,20\n',
  )
  writeFileSync(
    join(folder, 'nocturne.yaml'),
    `version: 1
company: { name: Shop, timeZone: Europe/Paris }
checks: { default: { staleDays: 100 } }
segments:
  - { id: two-orders, name: Two orders, kind: behavioural, where: { orders: { at_least: 2 } } }
sources:${source('crm')}${source('web')}
  till:
    files: [orders.csv]
    format: { type: csv }
    tables:
      orders:
        ids: web
        columns: { order_id: id, customer_id: customer, ordered_at: at, total: total }
`,
  )
  const outcome = await nightOf(folder, asOf)
  if (outcome.status !== 'done') throw new Error(`the night is ${outcome.status}`)
  return outcome.summaries.find(({ stage }) => stage === 'identity')?.text
}

it('are said to be one, and fire nothing', { timeout: 120_000 }, async () => {
  expect(await night('2026-03-08', false)).toBe('4 profiles → 4 customers, 0 joined')
  expect(await night('2026-03-09', true)).toBe('4 profiles → 3 customers, 1 joined')
  expect(await ask(folder, 'select customer_id, change from identity_changes')).toEqual([
    { customer_id: '7', change: 'merged' },
  ])
  expect(await ask(folder, 'select alias_id, customer_id from customer_aliases')).toEqual([
    { alias_id: 'web:70', customer_id: '7' },
  ])
  const moved = 'select count(*) as moves from segment_changes'
  expect(await ask(folder, `${moved} where customer_id in ('7', 'web:70')`)).toEqual([
    { moves: '0' },
  ])
  expect(await ask(folder, "select orders from customer_features where customer_id = '7'")).toEqual(
    [{ orders: '1' }],
  )
})
