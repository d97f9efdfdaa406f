/**
 * How long a night takes against a bare scan of the same file: `npm run bench -- --customers 1000000`.
 * Makes customers and ten orders each as Parquet, runs two nights in processes of their own, and prints the second:
 * seconds a stage, the ratio to the scan (median of three), peak memory, and the slope from a quarter of the size.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openEngine } from '../functions/platform/local/engine.ts'
import { literal } from '../functions/platform/sql.ts'
import type { StageSummary } from '../functions/stage.ts'

const { values } = parseArgs({
  options: {
    customers: { type: 'string', default: '1000000' },
    folder: { type: 'string', default: 'bench' },
    memory: { type: 'string', default: '2500MB' },
  },
})

const nights = ['2026-03-10', '2026-03-11'] as const
const root = join(import.meta.dirname, '..')

interface Measured {
  readonly customers: number
  readonly scan: number
  readonly stages: readonly StageSummary[]
  readonly seconds: number
  readonly megabytes: number
}

const large = await measure(Number(values.customers))
const small = await measure(Math.round(Number(values.customers) / 4))
print(large)
const slope = Math.log(large.seconds / small.seconds) / Math.log(large.customers / small.customers)
console.log(
  `slope ${slope.toFixed(2)} from ${small.customers.toLocaleString('en')} customers (${small.seconds.toFixed(1)} s) to ${large.customers.toLocaleString('en')} (${large.seconds.toFixed(1)} s); limit 1.15`,
)

async function measure(customers: number): Promise<Measured> {
  const folder = join(root, values.folder, String(customers))
  await makeShop(folder, customers)
  rmSync(join(folder, '.nocturne'), { recursive: true, force: true })
  const scan = await bareScan(join(folder, 'orders.parquet'))
  runNight(folder, nights[0])
  const second = runNight(folder, nights[1])
  return { customers, scan, ...second }
}

/** The shop’s files: made once a size, the same on every machine. */
async function makeShop(folder: string, customers: number) {
  if (existsSync(join(folder, 'nocturne.yaml'))) return
  mkdirSync(folder, { recursive: true })
  const engine = await openEngine({ memory: values.memory })
  const to = (name: string) =>
    `to ${literal(join(folder, name))} (format parquet, compression zstd)`
  await engine.run(`copy (${customersSql(customers)}) ${to('customers.parquet')}`)
  await engine.run(`copy (${ordersSql(customers)}) ${to('orders.parquet')}`)
  engine.close()
  writeFileSync(join(folder, 'nocturne.yaml'), config)
}

/** A number from 0 to `below` that looks random and is not: the same for the same words. */
const dice = (below: number, ...words: string[]) =>
  `cast(from_base(substr(lower(to_hex(md5(to_utf8(${words.map((word) => `cast(${word} as varchar)`).join(` || ':' || `)})))), 1, 8), 16) % ${below} as integer)`

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
  select format('o%010d', n) as order_id,
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
    files: [orders.parquet]
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

/** Seconds of the scan that a night is measured against, median of three, in the same engine. */
async function bareScan(orders: string): Promise<number> {
  const engine = await openEngine({ memory: values.memory })
  const times: number[] = []
  for (let time = 0; time < 3; time += 1) {
    const start = performance.now()
    await engine.rows(`select count(*) as n, sum(orders) as orders from (
      select customer_id, count(*) as orders, sum(total), min(ordered_at), max(ordered_at)
      from read_parquet(${literal(orders)}) group by customer_id) as t`)
    times.push((performance.now() - start) / 1000)
  }
  engine.close()
  return times.sort((a, b) => a - b)[1] ?? 0
}

/** One night in a process of its own; its last line is the peak of its memory. */
function runNight(folder: string, date: string) {
  const start = performance.now()
  const out = execFileSync(
    process.execPath,
    [join(import.meta.dirname, 'bench-night.ts'), '--date', date, '--memory', values.memory],
    { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 26 },
  )
  const seconds = (performance.now() - start) / 1000
  const lines = out.trim().split('\n')
  const json = lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line))
  const stages = json.filter((line): line is StageSummary => 'stage' in line)
  const megabytes = Number(json.find((line) => 'megabytes' in line)?.megabytes)
  return { stages, seconds, megabytes }
}

function print({ customers, scan, stages, seconds, megabytes }: Measured) {
  console.log(
    `second night, ${customers.toLocaleString('en')} customers, ${(customers * 10).toLocaleString('en')} orders`,
  )
  for (const { stage, seconds: time, text } of stages) {
    console.log(
      `  ${stage.padEnd(10)} ${time.toFixed(1).padStart(6)} s  ${(time / scan).toFixed(1).padStart(5)} x  ${text}`,
    )
  }
  console.log(`bare scan ${scan.toFixed(2)} s, median of 3`)
  console.log(
    `night ${seconds.toFixed(1)} s from start to exit = ${(seconds / scan).toFixed(1)} x the bare scan; limit 45`,
  )
  console.log(`peak memory ${megabytes.toLocaleString('en')} MB; limit 4,000`)
}
