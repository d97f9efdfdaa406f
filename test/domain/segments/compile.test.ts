import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkRule } from '../../../functions/domain/segments/check-rule.ts'
import { clausesOf, compileRule } from '../../../functions/domain/segments/compile.ts'
import type { Rule } from '../../../functions/domain/segments/rule.ts'
import { type Engine, openEngine } from '../../../functions/platform/local/engine.ts'
import { bind, dateParam, ident, valuesSql } from '../../../functions/platform/sql.ts'
import { grammarGate, wordsGate } from '../../support/query-gates.ts'
import { anyRow, anyRule, holds, testFeatures } from './rules.ts'

let engine: Engine
beforeAll(async () => {
  engine = await openEngine({ threads: 1 })
})
afterAll(() => engine.close())

const compiled = (rule: Rule) => compileRule(rule, testFeatures)

describe('a rule', () => {
  it.each<[Rule, string]>([
    [{ country: 'FR' }, `coalesce("country" = 'FR', false)`],
    [{ country: { in: ["it's", 'a"b'] } }, `coalesce("country" in ('it''s', 'a"b'), false)`],
    [{ country: { not_in: ['FR'] } }, `coalesce("country" not in ('FR'), false)`],
    [{ 'select "x"; --': 'y' }, `coalesce("select ""x""; --" = 'y', false)`],
    [{ is_member: false }, 'coalesce("is_member" = false, false)'],
    [{ orders: { at_least: 3, less_than: 9 } }, 'coalesce("orders" >= 3 and "orders" < 9, false)'],
    [
      { net_spend: { more_than: 0.1 } },
      `coalesce("net_spend" > cast('0.1' as decimal(38, 1)), false)`,
    ],
    [
      { net_spend: { between: [1e-7, 2] } },
      `coalesce("net_spend" between cast('0.0000001' as decimal(38, 7)) and cast('2' as decimal(38, 0)), false)`,
    ],
    [{ first_on: { at_most: '2026-03-10' } }, `coalesce("first_on" <= date '2026-03-10', false)`],
    [{ age: { known: false } }, '("age" is null)'],
    [{ age: { known: true, is: 30 } }, 'coalesce("age" = 30 and "age" is not null, false)'],
  ])('%j', (rule, sql) => {
    expect(compiled(rule)).toBe(sql)
  })

  it('keeps its nesting', () => {
    const rule = { all: [{ age: 1, orders: 2 }, { any: [{ age: 3 }, { not: { age: 4 } }] }] }
    const is = (name: string, value: number) => `coalesce("${name}" = ${value}, false)`
    expect(compiled(rule)).toBe(
      `((${is('age', 1)} and ${is('orders', 2)}) and (${is('age', 3)} or (not ${is('age', 4)})))`,
    )
  })

  it('is told apart into clauses, each with its place, its words and its SQL', () => {
    const rule = { any: [{ country: { in: ['FR', 'BE'] } }, { not: { orders: { at_least: 3 } } }] }
    expect(clausesOf(rule, testFeatures)).toEqual([
      {
        path: 'any[0].country',
        text: 'country is FR or BE',
        sql: `coalesce("country" in ('FR', 'BE'), false)`,
      },
      {
        path: 'any[1].not.orders',
        text: 'orders at least 3',
        sql: 'coalesce("orders" >= 3, false)',
      },
    ])
  })

  it('refuses a field that is none', () => {
    expect(() => compiled({ agee: 3 })).toThrow('agee')
  })
})

describe('any rule over any rows', () => {
  const params = { as_of: dateParam('2026-03-10') }

  it('holds in SQL where it holds in plain words, and never is null', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyRow, { minLength: 20, maxLength: 20 }),
        fc.array(anyRule, { minLength: 12, maxLength: 12 }),
        async (rows, rules) => {
          const columns = [
            ...testFeatures,
            { name: 'row', type: 'integer', meaning: 'row' } as const,
          ]
          const numbered = rows.map((row, i) => ({ ...row, row: i }))
          await engine.run(`create or replace table t as ${valuesSql(columns, numbered)}`)
          const tests = rules.map((rule, i) => `${compiled(rule)} as ${ident(`r${i}`)}`)
          const found = await engine.rows(
            bind(`select ${tests.join(', ')} from t order by "row"`, params),
          )
          expect(found.map((row) => Object.values(row))).toEqual(
            rows.map((row) => rules.map((rule) => holds(rule, row))),
          )
        },
      ),
      { numRuns: 40 },
    )
  }, 60_000)

  it('is right to the checker and to the grammar of Athena', () => {
    fc.assert(
      fc.property(anyRule, (rule) => {
        expect(checkRule(rule, testFeatures)).toEqual([])
        const sql = `-- One row per customer: whether.\nselect ${compiled(rule)} as x from t`
        expect([...grammarGate(sql), ...wordsGate(sql)]).toEqual([])
      }),
      { numRuns: 60 },
    )
  }, 60_000)
})
