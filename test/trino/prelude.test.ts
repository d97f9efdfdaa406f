import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { toLocal, toUtc } from '../../functions/domain/ingest/zone.ts'
import { type Engine, openEngine } from '../../functions/platform/local/engine.ts'
import { compareTables } from '../support/compare-tables.ts'
import { duckDbTable } from '../support/duckdb-table.ts'
import { trinoClient } from '../support/trino.ts'

const trino = trinoClient(inject('servers').trino)

/** What the prelude teaches DuckDB, and the built-ins that queries rely on. Several values of one expression a line. */
const expressions = {
  'days between': `date_diff('day', date '2024-02-28', date '2024-03-01'),
    date_diff('month', date '2026-01-31', date '2026-02-28'),
    date_diff('month', date '2026-01-15', date '2026-03-14'),
    date_diff('year', date '2004-02-29', date '2026-02-28'),
    date_diff('week', date '2026-03-01', date '2026-03-10')`,
  'days after': `cast(date_add('day', 1, date '2026-02-28') as date),
    cast(date_add('week', -1, date '2026-03-01') as date),
    cast(date_add('month', 1, date '2026-01-31') as date),
    cast(date_add('quarter', 1, date '2025-11-30') as date),
    cast(date_add('year', 1, date '2024-02-29') as date),
    cast(date_add('hour', 25, timestamp '2026-03-10 00:00:00') as timestamp(3)),
    cast(date_add('minute', -1, timestamp '2026-03-10 00:00:00') as timestamp(3)),
    cast(date_add('second', 61, timestamp '2026-03-10 00:00:00') as timestamp(3)),
    cast(date '2026-03-10' + interval '1' day as date),
    cast(date_trunc('quarter', date '2026-03-10') as date)`,
  calendar: `day_of_week(date '2026-03-08'), day_of_year(date '2026-03-10'),
    year_of_week(date '2027-01-01'), week(date '2027-01-01'), quarter(date '2026-03-10'),
    last_day_of_month(date '2024-02-10'), year(date '2026-03-10'), hour(timestamp '2026-03-10 23:00:00')`,
  'dates as text': `date_format(date '2026-03-10', '%Y-%m-%d %H %j %b %a'),
    cast(date '2026-03-10' as varchar), from_iso8601_date('2026-03-10')`,
  instants: `cast(from_iso8601_timestamp('2026-03-10T10:00:00.123+02:00') at time zone 'UTC' as timestamp(3)),
    cast(from_unixtime(1773100800) at time zone 'UTC' as timestamp(3)),
    cast(to_unixtime(timestamp '2026-03-10 00:00:00') as bigint),
    cast(at_timezone(from_iso8601_timestamp('2026-07-10T10:00:00Z'), 'Europe/Madrid') as timestamp(3)),
    cast(with_timezone(timestamp '2026-07-10 10:00:00', 'Europe/Madrid') at time zone 'UTC' as timestamp(3))`,
  rounding: `cast(timestamp '2026-01-01 00:00:00.1235' as timestamp(3)),
    cast(timestamp '1969-12-31 23:59:59.9996' as timestamp(3)),
    cast(cast('12.505' as decimal(18, 3)) as decimal(18, 2)), cast(1e0 / 3 as decimal(9, 6)),
    round(2.5e0), round(-2.5e0), floor(-1.5e0), ceil(1.2e0), truncate(-1.7e0)`,
  numbers: `5 / 2, -5 / 2, 5 % 3, -5 % 3, try(1 / nullif(0, 0)), is_nan(0e0), e(), power(2, 10),
    bitwise_and(12, 10), bitwise_or(12, 10), bitwise_xor(12, 10), try_cast('1.5' as decimal(18, 2)),
    cast(12.34 as decimal(38, 8)) * cast(1.12345678 as decimal(38, 8))`,
  'greatest and least': `greatest(1, 2), greatest(1, null), greatest(1, 3, 2), least(1, 2),
    least(2, cast(null as integer), 1), least(date '2026-03-10', date '2026-03-09'),
    greatest(cast(1.10 as decimal(18, 2)), cast(2 as decimal(38, 8)))`,
  arrays: `cardinality(array[1, 2]), cardinality(sequence(1, 5)), cardinality(sequence(3, 1)),
    array_max(array[1, 3, 2]), array_min(array[3, 1, 2]), element_at(array[1, 2], 3),
    array_join(array_sort(array['b', 'a']), ','), array_join(slice(array['a', 'b', 'c'], 2, 2), ','),
    arrays_overlap(array[1, 2], array[2]), array_join(sequence(1, 9, 4), '-')`,
  json: `json_extract_scalar('{"a": 1}', '$.a'), json_extract_scalar('{"a b": {"c.d": "x"}}', '$["a b"]["c.d"]'),
    json_extract_scalar('{"a": [1]}', '$.a'), json_extract_scalar('{"a": null}', '$.a'),
    json_extract_scalar('[', '$.a'), json_extract_scalar('{"ä": true}', '$["ä"]'),
    try(json_parse('{"a": 1,}')) is null, try(json_parse('[NaN]')) is null,
    try(json_parse('{"a": ",]"}')) is null, try(json_parse('{"a": 1} x')) is null,
    try(json_parse('')) is null, json_format(json_parse('[1,2]'))`,
  expressions: `regexp_like('a1', '^[a-z]\\d$'), regexp_extract('a1b22', '\\d+'), regexp_extract('ab', '\\d'),
    regexp_extract('a1b22', '([a-z])(\\d+)$', 2), regexp_replace('a1b2', '(\\d)', '<$1>'),
    regexp_replace('a1b2', '\\d'), regexp_count('a1b2', '\\d'),
    array_join(regexp_split('a|b||c', '\\|'), ';')`,
  text: `trim(chr(9) || ' a b ' || chr(10)), ltrim(chr(9) || 'a '), rtrim(' a' || chr(10)),
    concat('a', null), concat('a', 'b', 'c'), concat('a', 'b', 'c', 'd'), split_part('a-b', '-', 2),
    split_part('a-b', '-', 3), lower('É'), length('é'), codepoint('é'), normalize('é') = 'é',
    levenshtein_distance('kitten', 'sitting'), substr('abc', 2, 1), strpos('abc', 'c'),
    format('%s', 'a'), format('%s-%05d', 'a', 7), format('%s-%s-%s', 'a', 'b', 'c')`,
  hashes: `to_hex(sha256(to_utf8('é'))), lower(to_hex(md5(to_utf8('abc')))), from_utf8(to_utf8('é')),
    from_base('00ff', 16),
    from_base(substr(lower(to_hex(md5(to_utf8('salt' || ':' || 'abc')))), 1, 8), 16) % 10000`,
}

/** Aggregates over the same ten rows: numbers, some of them absent, in two groups. */
const aggregates = `count(*), count(x), count_if(x > 3), sum(x), cast(sum(cast(x as decimal(18, 2))) as decimal(18, 2)),
  max_by(n, x) filter (where x is not null), min_by(n, x) filter (where x is not null), every(n > 0),
  bool_or(x > 8), approx_distinct(g), element_at(map_agg(n, x), 3), approx_percentile(n, 0.5) between 5 and 6,
  array_join(array_agg(n order by n desc) filter (where x > 5), ','), avg(cast(x as double))`

const times = `select timestamp '2025-01-01 00:00:00' + interval '1' day * d + interval '30' minute * h as ts
  from unnest(sequence(0, 364)) as u(d) cross join unnest(sequence(0, 47)) as v(h)`

describe('DuckDB reads as Trino does', () => {
  let engine: Engine
  beforeAll(async () => {
    engine = await openEngine({ threads: 1 })
  })
  afterAll(() => engine.close())

  const same = async (sql: string) => {
    const theirs = await trino.query(sql)
    const ours = await duckDbTable(engine.connection, sql)
    const values = ({ rows }: { rows: typeof theirs.rows }) => ({
      columns: theirs.columns.map(({ type }, i) => ({ name: `c${i + 1}`, type: plain(type) })),
      rows,
    })
    return compareTables(values(theirs), values(ours))
  }

  it.each(Object.entries(expressions))('%s', async (_, list) => {
    expect(await same(`select ${list}`)).toBeUndefined()
  })

  it('aggregates', async () => {
    const rows = `select n, case when n % 4 <> 0 then n end as x, n % 2 as g
      from unnest(sequence(1, 10)) as u(n)`
    expect(await same(`select g, ${aggregates} from (${rows}) as t group by g`)).toBeUndefined()
  })

  it('every macro of the prelude is tried', () => {
    const prelude = readFileSync(
      join(import.meta.dirname, '../../queries/duckdb_prelude.sql'),
      'utf8',
    )
    const tried = Object.values(expressions).join() + aggregates
    const untried = [...prelude.matchAll(/^create macro (\w+)/gm)]
      .map(([, name = '']) => name)
      .filter((name) => !name.startsWith('duckdb_') && !tried.includes(`${name}(`))
    expect(untried).toEqual([])
  })

  it.each(['Europe/London', 'America/New_York', 'Australia/Lord_Howe', 'UTC'])(
    'a year of half hours in %s, both ways',
    async (zone) => {
      const years = { from: 1970, to: 2028 }
      const sql = `select month(ts), count(distinct ${toUtc('ts', zone, years)}),
        cast(sum(date_diff('minute', ts, ${toUtc('ts', zone, years)})) as bigint),
        cast(sum(date_diff('minute', ts, ${toLocal('ts', zone, years)})) as bigint)
        from (${times}) as t group by month(ts)`
      expect(await same(sql)).toBeUndefined()
    },
  )
})

/** Types that no table holds may still be compared. */
const plain = (type: string) =>
  /^(real|json|unknown|tinyint|smallint)|char/.test(type) ? 'varchar' : type
