import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { columns } from '../../functions/domain/types.ts'
import { type Engine, openEngine } from '../../functions/platform/local/engine.ts'
import {
  bind,
  dateParam,
  ident,
  instantParam,
  literal,
  type Param,
  valuesSql,
} from '../../functions/platform/sql.ts'

let engine: Engine
beforeAll(async () => {
  engine = await openEngine({ threads: 1 })
})
afterAll(() => engine.close())

const one = async (sql: string) => (await engine.rows(`select ${sql} as value`))[0]?.value

/** Text that tries to get out of its quotes, among all other text. A NUL has no place in SQL. */
const hostile = fc
  .oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom("'", "''", '"', '\\', "\\'", '--', '/*', '*/', ';', ':as_of', '::', '$1', '\n'),
    fc.constantFrom("'; drop table t; --", "' or 1 = 1 --", '"; drop table t; --', "x' || 'y"),
  )
  .map((text) => text.replaceAll('\0', ''))
const texts = fc.array(hostile, { maxLength: 4 }).map((parts) => parts.join(''))

describe('a literal', () => {
  it('of any text is that text', async () => {
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        expect(await one(`${literal(text)}`)).toBe(text)
        expect(await one(`length(${literal(text)})`)).toBe([...text].length)
      }),
      { numRuns: 300, seed: 1 },
    )
  })

  it('loses a NUL and nothing else', async () => {
    expect(await one(literal("a\0b'"))).toBe("ab'")
  })

  it('of a whole number is that number, of another one a double', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.maxSafeInteger(), fc.double({ noNaN: true, noDefaultInfinity: true })),
        async (n) => {
          expect(await one(literal(n))).toBe(n === 0 ? 0 : n)
        },
      ),
      { numRuns: 300, seed: 1 },
    )
    expect(await one(`typeof(${literal(7)})`)).toBe('INTEGER')
    expect(await one(`typeof(${literal(0.5)})`)).toBe('DOUBLE')
    expect(() => literal(Number.NaN)).toThrow(RangeError)
    expect(() => literal(Number.POSITIVE_INFINITY)).toThrow(RangeError)
  })

  it('of a day or an instant is typed', async () => {
    expect(literal(dateParam('2026-03-10'))).toBe("date '2026-03-10'")
    expect(literal(instantParam('2026-03-10T00:30:00+02:00'))).toBe(
      "timestamp '2026-03-09 22:30:00.000'",
    )
    expect(() => literal(dateParam("2026-03-10'; --"))).toThrow(RangeError)
    expect(() => literal(instantParam('yesterday'))).toThrow(RangeError)
    await fc.assert(
      fc.asyncProperty(
        fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
        async (at) => {
          const sql = literal(instantParam(at.toISOString()))
          expect(await one(`epoch_ms(${sql})`)).toBe(at.getTime())
        },
      ),
      { numRuns: 100, seed: 1 },
    )
  })

  it('of a decimal keeps its digits', async () => {
    expect(
      await one(
        `cast(${literal({ type: 'decimal', value: '-12345678901234567890.5' })} as varchar)`,
      ),
    ).toBe('-12345678901234567890.5')
    expect(() => literal({ type: 'decimal', value: '1e5' })).toThrow(RangeError)
    expect(() => literal({ type: 'decimal', value: "1'" })).toThrow(RangeError)
  })

  it('of a list stands behind in, an empty one holds nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(texts, { maxLength: 4 }), texts, async (list, text) => {
        const found = await one(`coalesce(${literal(text)} in ${literal(list)}, false)`)
        expect(found).toBe(list.includes(text))
      }),
      { numRuns: 200, seed: 1 },
    )
  })
})

describe('an identifier', () => {
  it('of any name is that name', async () => {
    await fc.assert(
      fc.asyncProperty(texts, async (name) => {
        fc.pre(name !== '')
        const rows = await engine.rows(
          `select ${ident(name)} from (select 7 as ${ident(name)}) as t`,
        )
        expect(rows).toEqual([{ [name]: 7 }])
      }),
      { numRuns: 300, seed: 1 },
    )
  })
})

describe('binding', () => {
  it('fills names and leaves quotes, comments and casts alone', () => {
    const sql = `select ':a', ":a", x::date, :a, :a_b -- :a\nfrom t where y = :a`
    expect(bind(sql, { a: 1, a_b: 'z' })).toBe(
      `select ':a', ":a", x::date, 1, 'z' -- :a\nfrom t where y = 1`,
    )
  })

  it('refuses a name without a value', () => {
    expect(() => bind('select :cutoff', {})).toThrow('query parameter :cutoff has no value')
  })

  it('puts in every value as it is, whatever stands around it', async () => {
    await fc.assert(
      fc.asyncProperty(texts, texts, texts, async (value, text, name) => {
        fc.pre(name !== '')
        const params: Record<string, Param> = { value, other: text }
        const sql = `select ${literal(text)} as a, :value as b, :other as c,
          "x" as d from (select 1 as "x", 2 as ${ident(`${name}x1`)}) as t`
        expect(await engine.rows(bind(sql, params))).toEqual([{ a: text, b: value, c: text, d: 1 }])
      }),
      { numRuns: 300, seed: 1 },
    )
  })
})

describe('a small list as a table', () => {
  const described = columns(`
    name varchar        a name
    count bigint        a number
    share decimal(9,6)  a share
    on date             a day`)

  it('holds its values as their types', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ name: fc.option(texts), count: fc.option(fc.maxSafeInteger()) }), {
          maxLength: 5,
        }),
        async (rows) => {
          const sql = valuesSql(described, rows)
          const back = await engine.rows(`select name, "count" from (${sql})`)
          const sorted = (list: readonly object[]) => list.map((row) => JSON.stringify(row)).sort()
          expect(sorted(back)).toEqual(sorted(rows))
        },
      ),
      { numRuns: 100, seed: 1 },
    )
  })

  it('has its columns when it is empty', async () => {
    const shape = await engine.rows(`describe ${valuesSql(described, [])}`)
    expect(shape.map((row) => `${row.column_name} ${row.column_type}`)).toEqual([
      ...['name VARCHAR', 'count BIGINT', 'share DECIMAL(9,6)', 'on DATE'],
    ])
  })
})
