import { describe, expect, it } from 'vitest'
import {
  dateLettersGate,
  divisionGate,
  grainGate,
  grammarGate,
  joinGate,
  layoutGate,
  queryGates,
  windowGate,
  wordsGate,
} from './query-gates.ts'

const good = `-- One row per customer with an order before :as_of, the last one first.
-- A second sentence; with "quotes", 'text' and ::casts that are only talk.
with orders as (
    select
        customer_id,
        array['a', 'b'] as letters,
        date_format(ordered_on, '%Y-%m-%d') as day,
        count(*) filter (where total > 0) as orders,
        cast(sum(total) as double) / nullif(count(*), 0) as average_order,
        row_number() over (partition by customer_id order by ordered_on, order_id) as number
    from orders
    where ordered_on < :as_of and status in :statuses and note <> 'now() ; [::] % / QUALIFY'
    group by customer_id
)

select * from orders
`

describe('gates of a query file', () => {
  it.each(Object.entries(queryGates))('%s: lets a good file pass', (_, gate) => {
    expect(gate(good)).toEqual([])
  })

  it.each([
    'select a from t qualify row_number() over (order by a) = 1',
    'select * exclude (a) from t',
    'select [1, 2] as a',
    'select a::integer as a from t',
    'select a, from t',
    'select a from t limit 2 offset 1',
    'create table t as select 1 as a',
    'values (1)',
    '',
  ])('the grammar refuses: %s', (sql) => {
    expect(grammarGate(sql)).not.toEqual([])
  })

  it.each([
    ['select a::integer from t', '::'],
    ['select 1 as a;', ';'],
    ['select [1, 2]', '['],
    ['select letters[1] from t', '['],
    ['select a from t\nqualify true', 'qualify'],
    ['select * exclude (a) from t', 'exclude'],
    ['select a from t group by all', 'group by all'],
    ['with recursive t as (select 1 as a) select a from t', 'with recursive'],
    ['with t as materialized (select 1)', 'materialized'],
    ['select a from t natural join u', 'natural join'],
    ['select a from t tablesample bernoulli (10)', 'tablesample'],
    ['select lag(a) ignore nulls over (partition by b order by c)', 'ignore nulls'],
    ["select date_parse(a, '%Y')", 'date_parse'],
    ['select now()', 'now'],
    ['select random()', 'random'],
    ['select current_date', 'current_date'],
    ['select current_timestamp', 'current_timestamp'],
    ["select at at time zone 'Europe/London'", 'at time zone'],
    ["select with_timezone(at, 'Europe/London')", 'with_timezone'],
    ['select extract(dow from day)', 'extract(dow'],
    ["select trim(both 'x' from a)", 'trim(both'],
    ["select listagg(a, ',')", 'listagg'],
    ['select skewness(a)', 'skewness'],
    ['select array_distinct(a)', 'array_distinct'],
    ['select mod(a, b)', 'mod'],
  ])('the word list refuses: %s', (sql, word) => {
    expect(wordsGate(sql)).toEqual([expect.stringMatching(/^line \d+: /)])
    expect(wordsGate(sql)[0]?.toLowerCase()).toContain(word)
  })

  it('the word list names the line', () => {
    expect(wordsGate('select\n    a\nfrom t\nqualify true')[0]).toMatch(/^line 4: qualify: /)
  })

  it('a sorted array_distinct and letters of format pass', () => {
    expect(wordsGate("select array_sort(array_distinct(a)), format('%s', b) from t")).toEqual([])
    expect(dateLettersGate("select format('%s-%05d', a, b) from t")).toEqual([])
  })

  it.each(['%i', '%M', '%s', '%W'])('date_format refuses %s', (letter) => {
    const sql = `select 'x' as a,\n    date_format(cast(a as date), '%Y ${letter}') from t`
    expect(dateLettersGate(sql)).toEqual([expect.stringContaining(`line 2: ${letter}`)])
  })

  it('a division needs a number or nullif below it', () => {
    expect(divisionGate('select a / b, a % b')).toHaveLength(2)
    expect(divisionGate('select a / (1 + b), a / 0')).toHaveLength(2)
    expect(divisionGate('select a / 2, a / 365.25, a % 7, a / nullif(b, 0)')).toEqual([])
    expect(divisionGate('select a / cast(nullif(b, 0) as double)')).toEqual([])
  })

  it('is not distinct from needs an equality beside it', () => {
    const join = (on: string) => `select a from t join u on ${on} where t.b = 1`
    expect(joinGate(join('t.a is not distinct from u.a'))).toEqual([
      'line 1: needs an = beside is not distinct from',
    ])
    expect(joinGate(join('t.a is not distinct from u.a and t.b <= u.b'))).toHaveLength(1)
    expect(joinGate(join('t.a is not distinct from u.a and t.c = u.c'))).toEqual([])
    expect(joinGate(join('t.a = u.a'))).toEqual([])
  })

  it('a window needs partition by', () => {
    expect(windowGate('select rank() over (order by a) from t')).toHaveLength(1)
    expect(windowGate('select sum(a) over () from t')).toHaveLength(1)
    expect(windowGate('select rank() over w from t\nwindow w as (order by a)')).toHaveLength(1)
    expect(windowGate('select rank() over w from t window w as (partition by b)')).toEqual([])
    expect(
      windowGate('select a,\n    -- over distinct values\n    rank() over (order by a) from t'),
    ).toEqual([])
  })

  it('the first line says what a row is', () => {
    expect(grainGate('select 1 as a\n')).toHaveLength(1)
    expect(grainGate('-- Customers.\nselect 1 as a\n')).toHaveLength(1)
    expect(grainGate('-- One row per customer\nselect 1 as a\n')).toHaveLength(1)
    expect(grainGate('\n-- One row per customer.\nselect 1 as a\n')).toHaveLength(1)
    expect(grainGate('-- One row per customer with\n-- an order.\nselect 1 as a\n')).toEqual([])
  })

  it('the layout is the house’s', () => {
    const long = `select ${'a'.repeat(94)}\n`
    expect(layoutGate(long)).toEqual(['line 1: longer than 100 columns'])
    expect(layoutGate('select\n\ta\n')).toEqual(['line 2: a tab'])
    expect(layoutGate('select a \n')).toEqual(['line 1: blanks at the end'])
    expect(layoutGate('select a\nFROM t\n')).toEqual(['line 2: upper case'])
    expect(layoutGate('select a')).toHaveLength(1)
    expect(layoutGate('select a\n\n')).toHaveLength(1)
    expect(layoutGate('-- Upper case.\nselect \'A\' as a, "A" as b\n')).toEqual([])
  })
})
