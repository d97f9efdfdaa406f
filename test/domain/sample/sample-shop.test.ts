import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { canonicalNames } from '../../../functions/domain/ingest/canonical.ts'
import { type SampleOptions, sampleShop } from '../../../functions/domain/sample/sample-shop.ts'
import { config, ingest, type Staged } from './plain-ingest.ts'

const options: SampleOptions = { customers: 1000, to: '2026-03-10', seed: 1 }

function written(given: SampleOptions) {
  const shop = sampleShop(given)
  const files = new Map(shop.files.map(({ path, lines }) => [path, [...lines]] as const))
  return { files, truth: shop.truth(), from: shop.from }
}

const digest = (files: ReadonlyMap<string, readonly string[]>) =>
  createHash('sha256')
    .update(JSON.stringify([...files]))
    .digest('hex')

const { files, truth, from } = written(options)
const { staged, rejects, quality } = ingest(files)
const rows = (name: string): readonly Staged[] => staged[name]!

describe('a sample', () => {
  it('is the same for the same options, in whatever order its files are read', () => {
    expect(digest(written(options).files)).toBe(digest(files))
    const shop = sampleShop(options)
    const backwards = new Map(
      shop.files.toReversed().map(({ path, lines }) => [path, [...lines]] as const),
    )
    for (const [path, lines] of files) expect(backwards.get(path)).toEqual(lines)
    expect(shop.truth()).toEqual(truth)
  })

  it('is another for another seed', () => {
    const other = written({ ...options, seed: 2 }).files
    for (const [path, lines] of files) expect(other.get(path), path).not.toEqual(lines)
  })

  it('has a file for every canonical table, and the example maps each', () => {
    expect(new Set(Object.keys(staged))).toEqual(new Set([...canonicalNames, 'newsletter']))
    for (const [name, found] of Object.entries(staged))
      expect(found.length, name).toBeGreaterThan(0)
    const mapped = Object.values(config.sources).flatMap(({ files }) => files)
    expect(mapped).toHaveLength(canonicalNames.length + 1)
  })

  it('breaks no line and leaves none ragged', () => {
    for (const lines of files.values()) {
      for (const line of lines) expect(line).not.toMatch(/[\r\n]/)
    }
  })
})

describe('the truth', () => {
  const sorted = <Row extends object>(list: readonly Row[]) =>
    list.map((row) => JSON.stringify(row)).sort()

  it('names every reject', () => {
    expect(sorted(truth.rejects)).toEqual(sorted(rejects))
  })

  it('accounts for every row on both nights', () => {
    expect(Object.keys(truth.quality)).toEqual(['2026-03-10', '2026-03-11'])
    for (const [night, counted] of Object.entries(truth.quality)) {
      expect(sorted(counted)).toEqual(sorted(quality(night)))
      for (const { rows_read, rows_staged, rows_rejected, rows_duplicate } of counted) {
        expect(rows_read).toBe(rows_staged + rows_rejected + rows_duplicate)
      }
    }
  })

  it('holds at other sizes and dates', () => {
    for (const given of [
      { customers: 10, to: '2024-02-29', seed: 3 },
      { customers: 500, to: '2025-10-26', seed: 4 },
      { customers: 300, to: '2026-03-29', seed: 5 },
    ]) {
      const other = written(given)
      const found = ingest(other.files)
      expect(sorted(other.truth.rejects)).toEqual(sorted(found.rejects))
      for (const [night, counted] of Object.entries(other.truth.quality)) {
        expect(sorted(counted)).toEqual(sorted(found.quality(night)))
      }
    }
  })

  it('has every kind of dirt, and few rows lost to it', () => {
    const reasons = new Set(truth.rejects.map(({ reason }) => reason))
    expect(reasons).toEqual(
      new Set(['missing', 'unreadable', 'unknown-word', 'not-json', 'conflicting-duplicate']),
    )
    for (const kind of ['byte order mark', 'blanks around values', 'order of the future']) {
      expect(truth.dirt.map((one) => one.kind)).toContain(kind)
    }
    for (const { file, rows_read, rows_rejected } of truth.quality['2026-03-10']!) {
      if (rows_read > 200) expect(rows_rejected / rows_read, file).toBeLessThan(0.01)
    }
  })
})

describe('the shop', () => {
  const orders = rows('orders')
  const known = orders.filter((order) => order.customer_id !== null)
  const near = (value: number, wanted: number, tolerance: number) =>
    expect(Math.abs(value - wanted)).toBeLessThan(tolerance)

  it('has about the promised number of everything', () => {
    near(rows('customers').length, 1000, 10)
    near(known.length / 1000, 4, 0.8)
    near(rows('order_items').length / orders.length, 2, 0.2)
    near(rows('events').filter((event) => event.customer_id).length / 1000, 5, 1)
    near(1 - known.length / orders.length, 0.02, 0.01)
    near(rows('customers').filter((one) => one.birth_date).length / 1000, 0.6, 0.06)
    expect(new Set(orders.map((order) => order.currency))).toEqual(new Set(['EUR', 'GBP']))
  })

  it('has lines that add up to the total before the discount, to the cent', () => {
    const cents = (value: unknown) => Math.round(Number(value ?? 0) * 100)
    const sums = new Map<string, number>()
    for (const { order_id, quantity, unit_price } of rows('order_items')) {
      const line = cents(unit_price) * Number(quantity)
      sums.set(String(order_id), (sums.get(String(order_id)) ?? 0) + line)
    }
    const equal = orders.filter(
      (order) => sums.get(String(order.order_id)) === cents(order.total) + cents(order.discount),
    )
    // The others lost a line or a discount to the dirt.
    expect(equal.length / orders.length).toBeGreaterThan(0.98)
    for (const { total, refunded } of orders)
      expect(cents(refunded)).toBeLessThanOrEqual(cents(total))
  })

  it('keeps to its three years, but for orders of the future', () => {
    const dates = orders.map((order) => String(order.ordered_at).slice(0, 10))
    expect(from).toBe('2023-03-11')
    expect(dates.every((date) => date >= from)).toBe(true)
    const late = dates.filter((date) => date > options.to)
    const planned = truth.dirt.find(({ kind }) => kind === 'order of the future')
    expect(late).toHaveLength(planned!.rows)
  })

  it('knows customers before they buy', () => {
    const signedUp = new Map(rows('customers').map((one) => [one.customer_id, one.signed_up_at]))
    for (const { customer_id, ordered_at } of known) {
      const at = signedUp.get(customer_id!)
      if (at) expect(String(at) <= String(ordered_at)).toBe(true)
    }
  })

  it('has customers in every stage of life', () => {
    const night = Date.parse('2026-03-10')
    const days = new Map<string, Set<number>>(
      rows('customers').map((one) => [String(one.customer_id), new Set<number>()]),
    )
    for (const { customer_id, ordered_at, status, total, refunded } of known) {
      const ago = Math.round((night - Date.parse(String(ordered_at).slice(0, 10))) / 86_400_000)
      const isBought = ['paid', null].includes(status as string) && Number(total) > Number(refunded)
      if (ago > 0 && isBought) days.get(String(customer_id))?.add(ago)
    }
    const stages = Map.groupBy([...days.values()].map(stageOf), (stage) => stage)
    for (const stage of ['prospect', 'new', 'active', 'loyal', 'at risk', 'churned', 'back']) {
      const share = (stages.get(stage)?.length ?? 0) / days.size
      expect(share, stage).toBeGreaterThan(0.01)
      expect(share, stage).toBeLessThan(0.5)
    }
    near([...days.values()].filter((one) => one.size === 1).length / days.size, 0.45, 0.05)
  })

  it('knows some of its customers twice, by one address, and some readers who are none', () => {
    const addresses = (name: string) =>
      rows(name).flatMap(({ email }) => (email ? [String(email).toLowerCase()] : []))
    const known = new Set(addresses('customers'))
    const readers = addresses('newsletter')
    const both = readers.filter((email) => known.has(email)).length
    near(both / known.size, 0.045, 0.02)
    near((readers.length - both) / known.size, 0.016, 0.01)
  })

  it('has some who asked for the festivals of a faith', () => {
    const asked = rows('consents').filter(({ purpose }) => String(purpose).startsWith('religious-'))
    expect(new Set(asked.map(({ purpose }) => purpose)).size).toBeGreaterThan(2)
    near(asked.length / 1000, 0.045, 0.02)
  })

  it('has people of many places and devices', () => {
    const shares = (name: string, column: string) => {
      const groups = Map.groupBy(rows(name), (row) => row[column])
      return new Map([...groups].map(([value, found]) => [value, found.length / rows(name).length]))
    }
    const countries = shares('customers', 'country')
    expect(countries.get('FR')).toBeLessThan(0.55)
    const southern = ['AU', 'NZ', 'BR', 'ZA'].map((code) => countries.get(code) ?? 0)
    expect(southern.reduce((sum, share) => sum + share)).toBeGreaterThan(0.01)
    for (const device of ['phone', 'tablet', 'desktop']) {
      expect(shares('events', 'device').get(device)).toBeGreaterThan(0.03)
    }
    for (const channel of ['web', 'app', 'store']) {
      expect(shares('orders', 'channel').get(channel)).toBeGreaterThan(0.05)
    }
  })
})

/** The stage of someone who bought so many days ago; CONFIG’s definitions. */
function stageOf(agos: ReadonlySet<number>): string {
  const [last, ...before] = [...agos].sort((a, b) => a - b)
  if (last === undefined) return 'prospect'
  const gaps = before.map((ago, at) => ago - [last, ...before][at]!)
  if (gaps.length > 0 && gaps[0]! > 365 && last <= 90) return 'back'
  if (last > 365) return 'churned'
  const sorted = gaps.toSorted((a, b) => a - b)
  const median = (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2
  if (gaps.length >= 2 && last > 2 * median) return 'at risk'
  if (Math.max(...agos) <= 90) return 'new'
  return agos.size >= 4 ? 'loyal' : 'active'
}
