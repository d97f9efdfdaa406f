/** Who objects to profiling is in no model and no segment from the next night on, and still a customer whose orders count. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { main } from '../../functions/cli.ts'
import { ask, nightOf, scratch } from '../support/night.ts'

const root = scratch('profiling')
const folder = join(root, 'shop')
afterAll(() => rmSync(root, { recursive: true }))

const nights = ['2026-03-10', '2026-03-11'] as const
const value = async (sql: string) => Object.values((await ask(folder, sql))[0] ?? {})[0]
const looking = [
  'customer_rfm',
  'customer_value',
  'customer_features',
  'customer_segments',
] as const
const seen = (customer: string) =>
  Promise.all(
    looking.map((table) =>
      value(`select count(*) > 0 from ${table} where customer_id = '${customer}'`),
    ),
  )

let objector = ''
let before = ''

beforeAll(async () => {
  expect(await main(['sample', folder, '--customers', '400', '--to', nights[0]])).toBe(0)
  await nightOf(folder, nights[0])
  objector = String(
    await value(`select min(customer_id) from customer_segments
      inner join customer_value using (customer_id) inner join customer_rfm using (customer_id)`),
  )
  expect(await seen(objector)).toEqual(['true', 'true', 'true', 'true'])
  before = String(
    await value('select sum(net) from (select total - refunded as net from int_orders)'),
  )
  const file = join(folder, 'consents.csv')
  const rows = readFileSync(file, 'utf8').trimEnd()
  writeFileSync(file, `${rows}\n${objector},profiling,letter,false,2026-03-10 12:00:00,,letter\n`)
  await nightOf(folder, nights[1])
}, 240_000)

it('leaves rfm, value, features and segments on the next night', async () => {
  expect(await seen(objector)).toEqual(['false', 'false', 'false', 'false'])
  expect(
    await ask(
      folder,
      `select distinct change from segment_changes where customer_id = '${objector}'`,
    ),
  ).toEqual([{ change: 'left' }])
})

it('stays a customer, and the orders count', async () => {
  expect(
    await ask(folder, `select is_profiled from customers where customer_id = '${objector}'`),
  ).toEqual([{ is_profiled: 'false' }])
  expect(await value(`select count(*) > 0 from int_orders where customer_id = '${objector}'`)).toBe(
    'true',
  )
  expect(
    Number(await value('select sum(total - refunded) from int_orders')),
  ).toBeGreaterThanOrEqual(Number(before))
})

it('is said in the report, as a number', async () => {
  const objectors = await value('select count(*) from customers where not is_profiled')
  expect(Number(objectors)).toBeGreaterThan(0)
  const page = readFileSync(join(folder, '.nocturne/reports', nights[1], '1/index.html'), 'utf8')
  expect(page).toMatch(
    new RegExp(`${objectors} customers? do(es)? not agree to profiling: no model and no segment`),
  )
})
