/** Two public data sets, against a calculation in plain TypeScript that shares no code with the product. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { ask, nightOf, scratch } from './support/night.ts'
import { missing, realData, uci, uciConfig } from './support/uci.ts'

const cdnow = join(realData, 'CDNOW_sample.txt')

describe.skipIf(missing)(`UCI Online Retail${missing}`, () => {
  it('gives the same RFM, revenue and guests as a plain calculation', {
    timeout: 120_000,
  }, async () => {
    const folder = scratch('uci')
    writeFileSync(join(folder, 'nocturne.yaml'), uciConfig(uci))
    await nightOf(folder, '2011-12-10')
    const lines = linesOfUci()

    const quality = await ask(
      folder,
      'select rows_read, rows_staged, rows_rejected, rows_duplicate from source_quality',
    )
    expect(quality).toEqual([
      { rows_read: '541909', rows_staged: '541909', rows_rejected: '0', rows_duplicate: '0' },
    ])
    const [money] = await ask(
      folder,
      `select cast(sum(total - refunded) as decimal(18, 2)) as everything,
        cast(sum(total - refunded) filter (where customer_id is null) as decimal(18, 2)) as guests,
        (select sum(net_spend) from customer_activity where purchase_days = 0) as refunds_only
      from int_orders`,
    )
    const cents = (rows: readonly Line[]) => round(rows.reduce((sum, { value }) => sum + value, 0))
    expect(money).toEqual({
      everything: '9747747.93',
      guests: '1447682.12',
      refunds_only: '-10411.24',
    })
    expect(cents(lines)).toBe(9747747.93)
    expect(cents(lines.filter(({ customer }) => customer === ''))).toBe(1447682.12)

    const expected = rfmOf(lines, '2011-12-10')
    expect(expected).toHaveLength(4338)
    expect(round(expected.reduce((sum, { monetary }) => sum + monetary, 0))).toBe(8310477.05)
    const made = await ask(
      folder,
      `select customer_id, recency_days, frequency, monetary, rfm_code from customer_rfm order by customer_id`,
    )
    expect(made).toEqual(expected.map(asText))
  })
})

describe.skipIf(missing)(`CDNOW${missing}`, () => {
  it('gives the same RFM as a plain calculation', { timeout: 60_000 }, async () => {
    const folder = scratch('cdnow')
    writeFileSync(join(folder, 'nocturne.yaml'), cdnowConfig)
    await nightOf(folder, '1998-07-01')
    const lines = readFileSync(cdnow, 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter((words) => words.length === 5)
      .map(
        ([customer = '', , day = '', , dollars = '']): Line => ({
          customer,
          day: `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`,
          value: Number(dollars),
          buys: Number(dollars) > 0,
        }),
      )
    const expected = rfmOf(lines, '1998-07-01')
    const made = await ask(
      folder,
      'select customer_id, recency_days, frequency, monetary, rfm_code from customer_rfm order by customer_id',
    )
    expect(made).toEqual(expected.map(asText))
    const [all] = await ask(folder, 'select rows_read, rows_staged from source_quality')
    expect(all).toEqual({ rows_read: String(lines.length), rows_staged: String(lines.length) })
  })
})

interface Line {
  readonly customer: string
  readonly day: string
  readonly value: number
  /** A line of positive quantity and price. */
  readonly buys: boolean
}

interface Rfm {
  readonly customer: string
  readonly recency: number
  readonly frequency: number
  readonly monetary: number
  readonly code: string
}

const round = (value: number) => Math.round(value * 100 + Math.sign(value) * 1e-6) / 100

const asText = ({ customer, recency, frequency, monetary, code }: Rfm) => ({
  customer_id: customer,
  recency_days: String(recency),
  frequency: String(frequency),
  monetary: monetary.toFixed(2),
  rfm_code: code,
})

function linesOfUci(): readonly Line[] {
  const [, ...rows] = gunzipSync(readFileSync(uci)).toString('utf8').trim().split('\n')
  return rows.map((row) => {
    const [, customer = '', at = '', quantity = '', price = ''] = row.split(',')
    const value = Number(quantity) * Number(price)
    return {
      customer,
      day: at.slice(0, 10),
      value,
      buys: Number(quantity) > 0 && Number(price) > 0,
    }
  })
}

/** Scores by counting, one customer against all others: slow and plain. */
function rfmOf(lines: readonly Line[], asOf: string): readonly Rfm[] {
  const customers = new Map<string, { days: Set<string>; money: number }>()
  for (const { customer, day, value, buys } of lines) {
    if (customer === '') continue
    const one = customers.get(customer) ?? { days: new Set(), money: 0 }
    if (buys) one.days.add(day)
    one.money += value
    customers.set(customer, one)
  }
  const buyers = [...customers]
    .filter(([, { days }]) => days.size > 0)
    .map(([customer, { days, money }]) => ({
      customer,
      recency: (Date.parse(asOf) - Date.parse([...days].sort().at(-1) ?? '')) / 86_400_000,
      frequency: days.size,
      monetary: round(money),
    }))
  const n = buyers.length
  const counted = (of: (buyer: (typeof buyers)[number]) => number) => {
    const sorted = buyers.map(of).sort((a, b) => a - b)
    return {
      atMost: (value: number) => upper(sorted, value),
      below: (value: number) => upper(sorted, value - 1e-9),
    }
  }
  const recencies = counted(({ recency }) => -recency)
  const frequencies = counted(({ frequency }) => frequency)
  const spends = counted(({ monetary }) => monetary)
  const top = (count: number) => Math.floor((5 * count + n - 1) / n)
  return buyers
    .map(({ customer, recency, frequency, monetary }) => ({
      customer,
      recency,
      frequency,
      monetary,
      code: `${top(recencies.atMost(-recency))}${1 + Math.floor((5 * frequencies.below(frequency)) / n)}${top(spends.atMost(monetary))}`,
    }))
    .sort((a, b) => (a.customer < b.customer ? -1 : 1))
}

/** How many of a sorted list are at most a value. */
function upper(sorted: readonly number[], value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? 0) <= value) low = middle + 1
    else high = middle
  }
  return low
}

const cdnowConfig = `version: 1
company: { name: CDNOW, timeZone: UTC }
sources:
  sales:
    files: ['${cdnow}']
    format: { type: spaces, header: [master, sample, day, cds, dollars] }
    tables:
      order_items:
        columns:
          order_id: { join: [master, day] }
          customer_id: master
          ordered_at: { from: day, format: YYYYMMDD }
          amount: dollars
`
