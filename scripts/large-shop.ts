/** Shops too large to keep: made by the engine from row numbers. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openEngine } from '../functions/platform/local/engine.ts'
import { literal } from '../functions/platform/sql.ts'

/**
 * A shop of Parquet files for measuring: customers, and ten orders each, in `files` files. The same on every machine;
 * made once a folder. Nothing in it looks like a real shop’s habits but the sizes.
 */
export async function makeLargeShop(folder: string, customers: number, files = 1): Promise<void> {
  if (existsSync(join(folder, 'nocturne.yaml'))) return
  mkdirSync(folder, { recursive: true })
  const engine = await openEngine({ memory: '2500MB' })
  const to = (name: string) =>
    `to ${literal(join(folder, name))} (format parquet, compression zstd)`
  await engine.run(`copy (${customersSql(customers)}) ${to('customers.parquet')}`)
  for (let file = 1; file <= files; file += 1) {
    const share = `select * from (${ordersSql(customers)}) as orders where n % ${files} = ${file - 1}`
    await engine.run(`copy (${share}) ${to(`orders-${file}.parquet`)}`)
  }
  engine.close()
  writeFileSync(join(folder, 'nocturne.yaml'), config)
}

/** A number from 0 to `below` that looks random and is not: the same for the same words. */
const dice = (below: number, ...words: string[]) =>
  `cast(hash(${words.join(', ')}) % ${below} as integer)`

const pick = (list: string, ...words: string[]) => {
  const items = list.split(' ')
  return `element_at(array[${items.map((item) => `'${item}'`).join(', ')}], ${dice(items.length, ...words)} + 1)`
}

const customersSql = (customers: number) => `
  select format('c%08d', n) as customer_id, format('c%08d', n) || '@example.com' as email,
    cast(date '1950-01-01' + ${dice(20000, 'n', "'birth'")} * interval '1' day as date) as birth_date,
    ${pick('f m x', 'n', "'gender'")} as gender,
    ${pick('FR FR FR FR FR DE DE BE GB US AU ES', 'n', "'country'")} as country,
    ${pick('paris lyon nantes lille berlin munich ghent london austin perth madrid rennes dijon nice', 'n', "'city'")} as city,
    ${pick('fr fr de en es', 'n', "'language'")} as language,
    timestamp '2023-01-01 00:00:00' + ${dice(1100, 'n', "'signup'")} * interval '1' day as signed_up_at
  from unnest(sequence(1, ${customers})) as t(n)`

const ordersSql = (customers: number) => `
  select n, format('o%010d', n) as order_id,
    format('c%08d', cast(floor(power(${dice(1000000, 'n', "'customer'")} / 1e6, 1.6) * ${customers}) as integer) + 1) as customer_id,
    timestamp '2023-03-12 00:00:00' + ${dice(1094 * 1440, 'n', "'at'")} * interval '1' minute as ordered_at,
    ${pick('paid paid paid paid paid paid paid paid refunded cancelled', 'n', "'status'")} as status,
    cast(${dice(20000, 'n', "'total'")} as decimal(18,2)) * cast(0.01 as decimal(3,2)) + 5 as total,
    cast(case when ${dice(5, 'n', "'discounted'")} = 0 then ${dice(900, 'n', "'discount'")} else 0 end as decimal(18,2)) * cast(0.01 as decimal(3,2)) as discount,
    cast(0 as decimal(18,2)) as refunded,
    'EUR' as currency,
    ${pick('web web app store', 'n', "'channel'")} as channel,
    ${pick('paris lyon online online', 'n', "'store'")} as store
  from unnest(sequence(1, ${customers * 10})) as t(n)`

const config = `version: 1
company: { name: Bench, timeZone: Europe/Paris, currency: EUR }
sources:
  orders:
    files: [orders-*.parquet]
    format: { type: parquet }
    tables:
      orders:
        columns: { order_id: order_id, customer_id: customer_id, ordered_at: ordered_at, status: status, total: total, discount: discount, refunded: refunded, currency: currency, channel: channel, store: store }
  customers:
    files: [customers.parquet]
    format: { type: parquet }
    tables:
      customers:
        columns: { customer_id: customer_id, email: email, birth_date: birth_date, gender: gender, country: country, city: city, language: language, signed_up_at: signed_up_at }
`
