import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { configSpec } from '../../../functions/config.ts'
import { catalogue } from '../../../functions/domain/segments/catalogue/index.ts'
import { changesQuery } from '../../../functions/domain/segments/queries/changes.ts'
import { definitionsQuery } from '../../../functions/domain/segments/queries/definitions.ts'
import {
  customerSegmentsQuery,
  entriesQuery,
} from '../../../functions/domain/segments/queries/entries.ts'
import { membershipQuery } from '../../../functions/domain/segments/queries/membership.ts'
import { overlapsQuery } from '../../../functions/domain/segments/queries/overlaps.ts'
import type { TonightSegment } from '../../../functions/domain/segments/tonight.ts'
import { featuresOf } from '../../../functions/features.ts'
import { type Engine, openEngine } from '../../../functions/platform/local/engine.ts'
import { bind, dateParam, ident, valuesSql } from '../../../functions/platform/sql.ts'
import { queryText } from '../../../functions/queries.ts'
import { tables } from '../../../functions/tables.ts'
import { duckDbTable } from '../../support/duckdb-table.ts'
import {
  divisionGate,
  grainGate,
  grammarGate,
  joinGate,
  windowGate,
  wordsGate,
} from '../../support/query-gates.ts'

const config = configSpec.parse({
  version: 1,
  company: { name: 'Shop', timeZone: 'UTC' },
  sources: {
    shop: {
      files: ['o.csv'],
      format: { type: 'csv' },
      tables: { orders: { columns: { total: 't' } } },
    },
  },
})
const features = featuresOf(config)

const segment = (
  position: number,
  id: string,
  where: TonightSegment['where'],
  isBaseline = false,
) => ({
  ...{ id, name: `It’s ${id}`, kind: 'value' as const, strategy: "Don't; wait.", where },
  ...{ position, origin: 'config' as const, ruleHash: `hash ${id}`, isBaseline },
})

/** One that goes on, one whose rule is new tonight, one that nobody is in. */
const three: readonly TonightSegment[] = [
  segment(1, 'three-or-more', { orders: { at_least: 3 } }),
  segment(2, 'french', { country: 'FR' }, true),
  segment(3, 'gone', { lifecycle_stage: 'churned' }),
]
const many: readonly TonightSegment[] = catalogue.map((one, index) => ({
  ...one,
  ...{ position: index + 1, origin: 'catalogue', ruleHash: 'x', isBaseline: index % 3 === 0 },
}))

const queries = (segments: readonly TonightSegment[]): Readonly<Record<string, string>> => ({
  segment_membership: membershipQuery(segments, features),
  segment_definitions: definitionsQuery(segments, features),
  int_segment_entries: entriesQuery(segments),
  customer_segments: customerSegmentsQuery(segments),
  segment_overlaps: overlapsQuery(segments),
  segment_changes: changesQuery(segments),
  segment_flows: queryText('segment_flows'),
  segment_history: queryText('segment_history'),
})

type Rows = readonly Readonly<Record<string, unknown>>[]
const asOf = { as_of: dateParam('2026-03-11') }
const defined = (segments: readonly TonightSegment[]) =>
  new Map(tables(config, segments).map((table) => [table.name, table.columns]))

let engine: Engine
beforeAll(async () => {
  engine = await openEngine({ threads: 1 })
})
afterAll(() => engine.close())

/** Puts a table there with the columns that tables.ts gives it. */
async function put(name: string, rows: Rows, segments = three) {
  const columns = defined(segments).get(name.replace(/^previous_/, ''))
  if (!columns) throw new Error(`no table ${name}`)
  await engine.run(`create or replace table ${ident(name)} as ${valuesSql(columns, rows)}`)
}

/** Builds a table as a night does, and says what is in it. */
async function build(name: string, segments = three) {
  const sql = bind(queries(segments)[name]!, asOf)
  const { columns } = await duckDbTable(engine.connection, sql)
  const wanted = defined(segments).get(name)!
  expect(columns).toEqual(wanted.map(({ name, type }) => ({ name, type: type.replace(', ', ',') })))
  await engine.run(`create or replace table ${ident(name)} as ${sql}`)
  return engine.rows(`from ${ident(name)} order by all`)
}

const customers: Rows = [
  { customer_id: 'a', orders: 5, country: 'FR', net_spend_365d: '100.00', orders_365d: 3 },
  { customer_id: 'b', orders: 3, country: 'BE', net_spend_365d: '50.01', orders_365d: 2 },
  { customer_id: 'c', orders: 1, country: 'FR', net_spend_365d: '-10.00', orders_365d: 0 },
  { customer_id: 'd', orders: 0 },
]
const before: Rows = [
  { customer_id: 'a', in_three_or_more: true, in_french: false, in_gone: false },
  { customer_id: 'c', in_three_or_more: true, in_french: true, in_gone: false },
  { customer_id: 'z', in_three_or_more: true, in_french: true, in_gone: true },
]

beforeEach(async () => {
  await put('customer_features', customers)
  await put('previous_customer_features', [
    { customer_id: 'c', net_spend_365d: '77.00' },
    { customer_id: 'z', net_spend_365d: '8.00' },
  ])
  await put('previous_segment_membership', before)
  await put('previous_int_segment_entries', [
    { customer_id: 'a', on_three_or_more: '2026-01-05', on_french: null },
    { customer_id: 'c', on_three_or_more: '2026-02-01', on_french: '2026-02-02' },
  ])
  await put('previous_segment_definitions', [
    { segment_id: 'three-or-more', customers: 3 },
    { segment_id: 'french', customers: 2 },
  ])
  await put('previous_segment_history', [])
  await put('identity_changes', [])
  await put('customer_aliases', [])
  await put('erased_customers', [])
})

describe('with three segments and a night before', () => {
  it('says who is in which', async () => {
    expect((await build('segment_membership')).map((row) => Object.values(row))).toEqual([
      ['a', true, true, false],
      ['b', true, false, false],
      ['c', false, true, false],
      ['d', false, false, false],
    ])
  })

  it('keeps the night of entering under the same rule, and begins anew under a new one', async () => {
    await build('segment_membership')
    await build('segment_definitions')
    expect((await build('int_segment_entries')).map((row) => Object.values(row))).toEqual([
      ['a', '2026-01-05', '2026-03-11', null],
      ['b', '2026-03-11', null, null],
      ['c', null, '2026-03-11', null],
      ['d', null, null, null],
    ])
    expect((await build('customer_segments')).map((row) => Object.values(row))).toEqual([
      ['a', 'french', '2026-03-11'],
      ['a', 'three-or-more', '2026-01-05'],
      ['b', 'three-or-more', '2026-03-11'],
      ['c', 'french', '2026-03-11'],
    ])
  })

  it('counts each, with its share of customers and of money', async () => {
    await build('segment_membership')
    const [french, gone, more] = await build('segment_definitions')
    expect(more).toEqual({
      ...{ segment_id: 'three-or-more', position: 1, name: 'It’s three-or-more', kind: 'value' },
      ...{ strategy: "Don't; wait.", rule: 'orders at least 3', origin: 'config' },
      ...{ rule_hash: 'hash three-or-more', is_baseline: false, customers: 2, customer_share: 0.5 },
      ...{ net_spend_365d: 150.01, revenue_share: 1.071423, orders_365d: 5, average_order: 30 },
      flag: null,
    })
    expect(french).toMatchObject({ customers: 2, net_spend_365d: 90, is_baseline: true })
    expect(gone).toMatchObject({
      ...{ customers: 0, customer_share: 0, net_spend_365d: 0, revenue_share: 0, orders_365d: 0 },
      ...{ average_order: null, flag: 'empty' },
    })
  })

  it('counts every pair, those without anybody too', async () => {
    await build('segment_membership')
    await build('segment_definitions')
    expect((await build('segment_overlaps')).map((row) => Object.values(row))).toEqual([
      ['french', 'gone', 0, 0],
      ['three-or-more', 'french', 1, 0.333333],
      ['three-or-more', 'gone', 0, 0],
    ])
  })

  it('says who entered and left, the vanished with what they spent, none of a new rule', async () => {
    await build('segment_membership')
    await build('segment_definitions')
    expect((await build('segment_changes')).map((row) => Object.values(row))).toEqual([
      ['b', 'three-or-more', 'entered', 50.01],
      ['c', 'three-or-more', 'left', -10],
      ['z', 'gone', 'left', 8],
      ['z', 'three-or-more', 'left', 8],
    ])
    expect((await build('segment_flows')).map((row) => Object.values(row))).toEqual([
      ['gone', 0, 1, 0, 8],
      ['three-or-more', 1, 2, 50.01, -2],
    ])
  })

  it('says nothing of those who are made of other profiles than the night before', async () => {
    await put('identity_changes', [
      { customer_id: 'b', change: 'merged' },
      { customer_id: 'c', change: 'split' },
    ])
    await put('customer_aliases', [{ alias_id: 'z', customer_id: 'b', since: '2026-03-11' }])
    await build('segment_membership')
    await build('segment_definitions')
    expect(await build('segment_changes')).toEqual([])
    expect((await build('segment_flows')).map((row) => Object.values(row))).toEqual([
      ['gone', 0, 0, 0, 0],
      ['three-or-more', 0, 0, 0, 0],
    ])
  })

  it('carries history for 25 months', async () => {
    await put('previous_segment_history', [
      { customer_id: 'a', segment_id: 'gone', change: 'left', changed_on: '2024-02-11' },
      { customer_id: 'a', segment_id: 'gone', change: 'entered', changed_on: '2024-02-10' },
    ])
    await build('segment_membership')
    await build('segment_definitions')
    await build('segment_changes')
    expect((await build('segment_history')).map((row) => Object.values(row))).toEqual([
      ['a', 'gone', 'left', '2024-02-11'],
      ['b', 'three-or-more', 'entered', '2026-03-11'],
      ['c', 'three-or-more', 'left', '2026-03-11'],
      ['z', 'gone', 'left', '2026-03-11'],
      ['z', 'three-or-more', 'left', '2026-03-11'],
    ])
  })
})

describe('flags', () => {
  /** Sizes tonight and the night before, of 100 customers. */
  const flagOf = async (size: number, previous: number, isBaseline = false) => {
    const one = [segment(1, 'one', { orders: { at_least: 1 } }, isBaseline)]
    const rows = Array.from({ length: 100 }, (_, i) => ({
      customer_id: `c${i}`,
      orders: i < size ? 1 : 0,
    }))
    await put('customer_features', rows, one)
    await put('previous_segment_definitions', [{ segment_id: 'one', customers: previous }], one)
    await build('segment_membership', one)
    const [row] = await build('segment_definitions', one)
    return row?.flag
  }

  it.each([
    [0, 50, 'empty'],
    [94, 94, null],
    [95, 95, 'everyone'],
    [30, 60, null],
    [29, 60, 'unstable'],
    [21, 0, 'unstable'],
    [20, 0, null],
    [70, 40, 'unstable'],
  ])('of %i members after %i: %s', async (size, previous, flag) => {
    expect(await flagOf(size, previous)).toBe(flag)
  })

  it('has no unstable segment on the first night of a rule', async () => {
    expect(await flagOf(29, 60, true)).toBeNull()
  })
})

describe('on the first night, and with no segment at all', () => {
  it.each([
    ['all new', three.map((one) => ({ ...one, isBaseline: true }))],
    ['none', []],
  ])('every table can be built: %s', async (_, segments) => {
    for (const name of Object.keys(queries(segments))) {
      for (const previous of ['previous_segment_membership', 'previous_int_segment_entries'])
        await put(previous, [], segments)
      await build(name, segments)
    }
    expect(await engine.rows('from segment_changes')).toEqual([])
    expect(await engine.rows('from segment_flows')).toEqual([])
  })

  it('no customers are no error', async () => {
    await put('customer_features', [])
    await put('previous_segment_membership', [])
    for (const name of Object.keys(queries(three))) await build(name)
    expect(
      await engine.rows('select distinct flag, customer_share from segment_definitions'),
    ).toEqual([{ flag: 'empty', customer_share: null }])
  })
})

describe.each(['three', 'all of the catalogue', 'no'] as const)(
  'the SQL for %s segments',
  (which) => {
    const segments = { three, 'all of the catalogue': many, no: [] }[which]

    it.each(Object.entries(queries(segments)))('%s is Athena’s and DuckDB’s', (_, sql) => {
      for (const gate of [grammarGate, wordsGate, divisionGate, joinGate, windowGate, grainGate])
        expect(gate(sql)).toEqual([])
    })
  },
)

describe('the SQL', () => {
  const reads = (sql: string, table: string) =>
    [...sql.matchAll(/\b(?:from|join)\s+(\w+)/g)].filter(([, name]) => name === table).length

  it('reads every customer-grain table once a query', () => {
    for (const sql of Object.values(queries(many)))
      for (const table of ['segment_membership', 'customer_features', 'int_segment_entries'])
        expect(reads(sql, table)).toBeLessThanOrEqual(1)
  })

  it('is the same text on every night of the same segments', () => {
    expect(queries(many)).toEqual(queries(structuredClone(many)))
    expect(queries(three).int_segment_entries).toMatchInlineSnapshot(`
      "-- One row per customer: since when in each segment; null when not in it.
      select
          segment_membership.customer_id,
          case when segment_membership."in_three_or_more" then coalesce(previous_int_segment_entries."on_three_or_more", :as_of) end as "on_three_or_more",
          case when segment_membership."in_french" then :as_of end as "on_french",
          case when segment_membership."in_gone" then coalesce(previous_int_segment_entries."on_gone", :as_of) end as "on_gone"
      from segment_membership
      left join previous_int_segment_entries
          on segment_membership.customer_id = previous_int_segment_entries.customer_id"
    `)
    expect(queries(three).segment_changes).toMatchInlineSnapshot(`
      "-- One row per customer and segment that they entered or left tonight.
      with flags as (
          select
              coalesce(
                  segment_membership.customer_id, previous_segment_membership.customer_id
              ) as customer_id,
              coalesce(segment_membership."in_three_or_more", false) as "now_in_three_or_more",
              coalesce(previous_segment_membership."in_three_or_more", false) as "then_in_three_or_more",
              coalesce(segment_membership."in_gone", false) as "now_in_gone",
              coalesce(previous_segment_membership."in_gone", false) as "then_in_gone"
          from segment_membership
          full join previous_segment_membership
              on segment_membership.customer_id = previous_segment_membership.customer_id
      ),

      moved as (
          select
              customer_id,
              filter(array[
                  case when "now_in_three_or_more" and not "then_in_three_or_more" then 1 when "then_in_three_or_more" and not "now_in_three_or_more" then -1 end,
                  case when "now_in_gone" and not "then_in_gone" then 3 when "then_in_gone" and not "now_in_gone" then -3 end
              ], code -> code is not null) as codes
          from flags
          where ("now_in_three_or_more" <> "then_in_three_or_more"
              or "now_in_gone" <> "then_in_gone")
              and not exists (
                  select 1
                  from identity_changes
                  where identity_changes.customer_id = flags.customer_id
              )
              and not exists (
                  select 1
                  from customer_aliases
                  where customer_aliases.alias_id = flags.customer_id
              )
              and not exists (
                  select 1
                  from erased_customers
                  where erased_customers.customer_id = flags.customer_id
              )
      ),

      moves as (
          select
              moved.customer_id,
              entries.code
          from moved
          cross join unnest(moved.codes) as entries(code)
      ),

      changes as (
          select
              moves.customer_id,
              segment_definitions.segment_id,
              case when moves.code > 0 then 'entered' else 'left' end as change
          from moves
          inner join segment_definitions
              on abs(moves.code) = segment_definitions.position
      )

      select
          changes.customer_id,
          changes.segment_id,
          changes.change,
          case
              when customer_features.customer_id is not null then customer_features.net_spend_365d
              else previous_customer_features.net_spend_365d
          end as net_spend_365d
      from changes
      left join customer_features
          on changes.customer_id = customer_features.customer_id
      left join previous_customer_features
          on changes.customer_id = previous_customer_features.customer_id"
    `)
    expect(queries(three).customer_segments).toMatchInlineSnapshot(`
      "-- One row per customer and segment that they are in.
      with entries as (
          select
              customer_id,
              filter(array[
                  case when "on_three_or_more" is not null then 1 end,
                  case when "on_french" is not null then 2 end,
                  case when "on_gone" is not null then 3 end
              ], place -> place is not null) as positions,
              array[
                  "on_three_or_more",
                  "on_french",
                  "on_gone"
              ] as nights
          from int_segment_entries
      ),

      members as (
          select
              entries.customer_id,
              places.position,
              element_at(entries.nights, places.position) as entered_on
          from entries
          cross join unnest(entries.positions) as places(position)
      )

      select
          members.customer_id,
          segment_definitions.segment_id,
          members.entered_on
      from members
      inner join segment_definitions
          on members.position = segment_definitions.position"
    `)
    expect(queries(three).segment_membership).toMatchInlineSnapshot(`
      "-- One row per customer: one flag a segment.
      select
          customer_id,
          coalesce("orders" >= 3, false) as "in_three_or_more",
          coalesce("country" = 'FR', false) as "in_french",
          coalesce("lifecycle_stage" = 'churned', false) as "in_gone"
      from customer_features"
    `)
  })
})
