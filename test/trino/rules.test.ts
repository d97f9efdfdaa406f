import fc from 'fast-check'
import { expect, inject, it } from 'vitest'
import { compileRule } from '../../functions/domain/segments/compile.ts'
import { ident, valuesSql } from '../../functions/platform/sql.ts'
import { anyRow, anyRule, holds, testFeatures } from '../domain/segments/rules.ts'
import { trinoClient } from '../support/trino.ts'

const trino = trinoClient(inject('servers').trino)

it('any rule holds on Trino where it holds in plain words', { timeout: 120_000 }, async () => {
  const rows = fc.sample(anyRow, { numRuns: 30, seed: 7 })
  const rules = fc.sample(anyRule, { numRuns: 60, seed: 8 })
  const columns = [...testFeatures, { name: 'row', type: 'integer', meaning: 'row' } as const]
  const tests = rules.map((rule, i) => `${compileRule(rule, testFeatures)} as ${ident(`r${i}`)}`)
  const numbered = rows.map((row, i) => ({ ...row, row: i }))
  const found = await trino.query(
    `select ${tests.join(', ')} from (${valuesSql(columns, numbered)}) as t order by "row"`,
  )
  expect(found.rows).toEqual(rows.map((row) => rules.map((rule) => String(holds(rule, row)))))
})
