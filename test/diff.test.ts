/** What changed between two nights, told by the command; handmade tables for what a sample shop has not. */
import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { main } from '../functions/cli.ts'
import { diff } from '../functions/commands/diff.ts'
import { diffNights } from '../functions/diff.ts'
import { type Diff, diffTables } from '../functions/domain/diff/diff.ts'
import { NocturneError, UsageError } from '../functions/errors.ts'
import { folderFiles } from '../functions/platform/local/files.ts'
import { openTables } from '../functions/platform/local/reader.ts'
import type { Published } from '../functions/stage.ts'
import { localLake } from './support/local-lake.ts'
import { ask, nightOf, scratch } from './support/night.ts'
import { tell } from './support/tell.ts'
import { publishRun, runAt, tableOf } from './support/warehouse-lake.ts'

const root = scratch('diff')
const folder = join(root, 'shop')
const nights = ['2026-03-09', '2026-03-11']

beforeAll(async () => {
  expect(await main(['sample', folder, '--customers', '120', '--to', '2026-03-10'])).toBe(0)
  for (const night of nights) await nightOf(folder, night)
}, 120_000)
afterAll(() => rmSync(root, { recursive: true }))

describe('two nights', () => {
  it('differ as the night itself says: who entered and left each segment', async () => {
    const { out } = await tell(folder, diff, nights, { json: true })
    const found = JSON.parse(out) as Diff
    const flows = await ask(folder, 'select segment_id, entered, left_count from segment_flows')
    const moves = found.segments.map(({ id, entered, left }) => [id, entered, left])
    expect(moves.sort()).toEqual(
      flows.map((row) => [row.segment_id, Number(row.entered), Number(row.left_count)]).sort(),
    )
    expect(found.segments.some(({ entered }) => entered > 0)).toBe(true)
    const [now] = await ask(
      folder,
      'select count(*) as n, sum(net_spend_365d) as spend from customer_features',
    )
    expect(found.customers.customers.after).toBe(Number(now?.n))
    expect(found.customers.money.after).toBe(Number(now?.spend))
    expect(found.revenue.map(({ days }) => days)).toEqual([30, 90, 365, undefined])
    expect(found.stages.reduce((sum, { customers }) => sum + customers.after, 0)).toBe(
      Number(now?.n),
    )
    const tiers = await ask(
      folder,
      `select to_tier, sum(case when from_tier <> to_tier then customers else 0 end) as entered,
        sum(customers) as customers from tier_flows where to_tier <> 'gone' group by to_tier`,
    )
    expect(
      found.tiers?.map(({ id, entered, customers }) => [id, entered, customers.after]).sort(),
    ).toEqual(tiers.map((row) => [row.to_tier, Number(row.entered), Number(row.customers)]).sort())
  })

  it('are told in a few tables, with ids and never a name', async () => {
    const { code, out } = await tell(folder, diff, nights)
    expect(code).toBe(0)
    expect(out).toMatch(
      /^From 2026-03-09 to 2026-03-11: no customer came or left, (\d+) → \1\.\n\nnet spend of customers +before +after +change\nin 30 days /,
    )
    expect(out).toMatch(/\nsegment +before +after +change +entered +left +money before/)
    expect(out).toMatch(/\n\d+ segments with the same customers\n/)
    expect(out).toMatch(/\nvalue tier +before +after/)
    const people = await ask(folder, 'select first_name, last_name, email from customers')
    const names = people.flatMap((row) => Object.values(row)).filter((name) => name)
    expect(names.length).toBeGreaterThan(100)
    const words = new Set(out.split(/[\s,]+/))
    expect(names.filter((name) => name?.includes('@') && words.has(name))).toEqual([])
    expect(out).toMatch(/C\d{7}/)
  })

  it('are told to other programs as CSV, one row a group', async () => {
    const { out } = await tell(folder, diff, nights, { csv: true })
    const lines = out.trimEnd().split('\n')
    expect(lines[0]).toMatch(/^part,id,name,is_same_rule,customers_before,/)
    expect(new Set(lines.slice(1).map((line) => line.split(',')[0]))).toEqual(
      new Set(['customers', 'revenue', 'segment', 'stage', 'tier']),
    )
    const cells = (line: string) => line.replace(/"[^"]*"/g, '').split(',').length
    expect(new Set(lines.map(cells))).toEqual(new Set([12]))
  })

  it('that are one night do not differ', async () => {
    const { out } = await tell(folder, diff, ['2026-03-11', '2026-03-11'])
    expect(out).not.toContain('entered')
  })
})

describe('value tiers', () => {
  const value = tableOf(
    'customer_value',
    'customer_id varchar c\nclv_tier varchar t\nclv decimal(18,2) v',
  )
  const features = tableOf(
    'customer_features',
    'customer_id varchar c\nlifecycle_stage varchar s\nnet_spend_365d decimal(18,2) m',
  )

  it('are compared when both nights have them', async () => {
    const lake = localLake(join(root, 'tiers'))
    const before = await night(lake, '2026-03-10', { a: 'high', b: 'low', c: 'low' })
    const after = await night(lake, '2026-03-11', { a: 'medium', b: 'high', c: 'low', d: 'low' })
    const { tiers, customers, segments } = await compared(lake, before, after)
    expect(
      tiers?.map(({ id, customers, entered, left, examples }) => [
        id,
        customers,
        entered,
        left,
        examples,
      ]),
    ).toEqual([
      ['high', { before: 1, after: 1 }, 1, 1, { entered: ['b'], left: ['a'] }],
      ['low', { before: 2, after: 2 }, 1, 1, { entered: ['d'], left: ['b'] }],
      ['medium', { before: 0, after: 1 }, 1, 0, { entered: ['a'], left: [] }],
    ])
    expect(tiers?.find(({ id }) => id === 'low')?.money).toEqual({ before: 20, after: 20 })
    expect(customers).toMatchObject({ entered: 1, left: 0, examples: { entered: ['d'] } })
    // A night without segments has none, and that is no error.
    expect(segments).toEqual([])
  })

  it('are left out when one of them has none', async () => {
    const lake = localLake(join(root, 'no-tiers'))
    const before = await night(lake, '2026-03-10')
    const after = await night(lake, '2026-03-11', { a: 'high' })
    expect(await compared(lake, before, after)).not.toHaveProperty('tiers')
  })

  type Lake = ReturnType<typeof localLake>
  const compared = ({ files, folder }: Lake, before: Published, after: Published) =>
    diffNights(files, { name: 'a', night: before }, { name: 'b', night: after }, (tables) =>
      openTables(folder, tables),
    )

  async function night(lake: Lake, asOf: string, tiers: Readonly<Record<string, string>> = {}) {
    const run = runAt(asOf)
    const tables = [features, ...(Object.keys(tiers).length > 0 ? [value] : [])]
    const warehouse = await lake.warehouse(run, tables)
    const ids = Object.keys(tiers)
    await warehouse.write(
      'customer_features',
      ids.map((customer_id) => ({ customer_id, lifecycle_stage: 'active', net_spend_365d: 1 })),
    )
    if (tables.includes(value)) {
      await warehouse.write(
        'customer_value',
        ids.map((customer_id) => ({ customer_id, clv_tier: tiers[customer_id] ?? null, clv: 10 })),
      )
    }
    return publishRun(lake, run, warehouse, tables)
  }
})

describe('what can’t be compared', () => {
  it('is told with what can', async () => {
    await expect(tell(folder, diff, ['2026-03-09', '2026-03-10'])).rejects.toMatchObject({
      message: 'no night of 2026-03-10 is published',
      advice: { details: ['published: 2026-03-09, 2026-03-11'] },
    })
    await expect(tell(folder, diff, ['2026-03-09', 'replay:trial'])).rejects.toMatchObject({
      message: 'no replay trial has ended',
    })
    await expect(tell(folder, diff, ['2026-03-09', 'replay:../x'])).rejects.toThrow(UsageError)
    await expect(tell(folder, diff, ['2026-03-09'])).rejects.toThrow(UsageError)
    await expect(tell(folder, diff, ['yesterday', '2026-03-09'])).rejects.toThrow(UsageError)
    await expect(tell(folder, diff, nights, { json: true, csv: true })).rejects.toThrow(UsageError)
  })

  it('is a night whose tables are gone', async () => {
    const old = join(root, 'old')
    cpSync(folder, old, { recursive: true })
    await folderFiles(join(old, '.nocturne')).remove('results/2026-03-09')
    const asked = tell(old, diff, nights)
    await expect(asked).rejects.toThrow(NocturneError)
    await expect(asked).rejects.toMatchObject({
      message: 'the tables of 2026-03-09 are not kept any more',
      advice: { details: expect.arrayContaining(['can be compared: 2026-03-11']) },
    })
  })
})

it('a diff reads no table with names in it', () => {
  expect(Object.keys(diffTables)).not.toContain('customers')
})
