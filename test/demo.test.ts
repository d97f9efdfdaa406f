/** The sample shop, as `npm run demo` makes it, against what its maker says is in it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { main } from '../functions/cli.ts'
import type { Truth } from '../functions/domain/sample/truth.ts'
import { ask, nightOf, scratch } from './support/night.ts'

const nights = ['2026-03-10', '2026-03-11'] as const
const folder = join(scratch('demo'), 'shop')
const quality: (readonly Readonly<Record<string, string | null>>[])[] = []

beforeAll(async () => {
  expect(await main(['sample', folder, '--to', nights[0]])).toBe(0)
  for (const night of nights) {
    await nightOf(folder, night)
    quality.push(
      await ask(
        folder,
        `select source, file, rows_read, rows_staged, rows_rejected, rows_duplicate, rows_later
        from source_quality order by source, file`,
      ),
    )
  }
}, 180_000)

describe('the sample shop', () => {
  it('is read as truth.json says, file by file, on both nights', () => {
    const { quality: told } = truth()
    nights.forEach((night, i) => {
      expect(quality[i]).toEqual(asText(told[night] ?? []))
    })
  })

  it('is refused as truth.json says, kind by kind', async () => {
    const made = await ask(
      folder,
      `select source, file, table_name as "table", "column", reason, is_row, count(*) as "rows"
      from rejects group by all order by all`,
    )
    const order = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).sort()
    expect(order(made)).toEqual(order(asText(truth().rejects)))
  })

  it('fills every segment of the catalogue with 0.2 to 60 % of the customers', async () => {
    const odd = await ask(
      folder,
      `select segment_id, customer_share from segment_definitions
      where origin = 'catalogue' and (customer_share < 0.002 or customer_share > 0.6)`,
    )
    expect(odd).toEqual([])
  })

  it('has no two segments of the catalogue that are nearly one', async () => {
    const odd = await ask(
      folder,
      `select segment_id, other_id, share from segment_overlaps
      where share > 0.95
        and segment_id in (select segment_id from segment_definitions where origin = 'catalogue')
        and other_id in (select segment_id from segment_definitions where origin = 'catalogue')`,
    )
    expect(odd).toEqual([])
  })

  it('has somebody who entered and somebody who left on the second night', async () => {
    const [moves] = await ask(
      folder,
      'select sum(entered) > 0 as "in", sum(left_count) > 0 as "out" from segment_flows',
    )
    expect(moves).toEqual({ in: 'true', out: 'true' })
  })

  it('answers every query of docs/value.md', async () => {
    const page = readFileSync(join(import.meta.dirname, '../docs/value.md'), 'utf8')
    const queries = [...page.matchAll(/nocturne query "([^"]*)"/g)].map(([, query = '']) => query)
    expect(queries.length).toBeGreaterThan(5)
    for (const query of queries) expect(await ask(folder, query), query).not.toEqual([])
  })
})

function truth(): Truth {
  return JSON.parse(readFileSync(join(folder, 'truth.json'), 'utf8')) as Truth
}

const asText = (rows: readonly object[]) =>
  rows
    .map((row) =>
      Object.fromEntries(Object.entries(row).map(([name, value]) => [name, String(value)])),
    )
    .sort((a, b) => (`${a.source}${a.file}` < `${b.source}${b.file}` ? -1 : 1))
