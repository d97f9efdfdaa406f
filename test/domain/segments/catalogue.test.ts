import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { segmentSpec } from '../../../functions/config.ts'
import { features, lifecycleStages } from '../../../functions/domain/features/columns.ts'
import { featureKind } from '../../../functions/domain/features/kind.ts'
import { catalogue } from '../../../functions/domain/segments/catalogue/index.ts'
import { checkRule } from '../../../functions/domain/segments/check-rule.ts'
import { compileRule } from '../../../functions/domain/segments/compile.ts'
import { clausesIn, treeOf } from '../../../functions/domain/segments/tree.ts'
import { type Engine, openEngine } from '../../../functions/platform/local/engine.ts'
import { valuesSql } from '../../../functions/platform/sql.ts'

const customer = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
const examples = z
  .record(z.string(), z.strictObject({ inside: customer, outside: customer }))
  .parse(parse(readFileSync(join(import.meta.dirname, 'catalogue.yaml'), 'utf8')))

let engine: Engine
beforeAll(async () => {
  engine = await openEngine({ threads: 1 })
})
afterAll(() => engine.close())

const isIn = async (id: string, row: z.output<typeof customer>) => {
  const segment = catalogue.find((one) => one.id === id)
  if (!segment) throw new Error(`no segment ${id}`)
  const rule = compileRule(segment.where, features)
  const [found] = await engine.rows(
    `select ${rule} as is_in from (${valuesSql(features, [row])}) as customer_features`,
  )
  return found?.is_in
}

it('every segment has its two customers, and no other has', () => {
  expect(Object.keys(examples)).toEqual(catalogue.map(({ id }) => id))
})

describe.each(Object.entries(examples))('%s', (id, { inside, outside }) => {
  it('holds the one and not the other', async () => {
    expect(await isIn(id, inside)).toBe(true)
    expect(await isIn(id, { ...inside, ...outside })).toBe(false)
  })

  it('tells them apart by one thing', () => {
    expect(Object.keys(outside)).toHaveLength(1)
    const known = new Set(features.map(({ name }) => name))
    expect(
      [...Object.keys(inside), ...Object.keys(outside)].filter((name) => !known.has(name)),
    ).toEqual([])
  })

  it('holds nobody of whom nothing is known', async () => {
    expect(await isIn(id, {})).toBe(false)
  })
})

describe.each(catalogue.map((segment) => [segment.id, segment] as const))('%s', (_, segment) => {
  it('is right, with words that a person can act on', () => {
    const { meaning, ...plain } = segment
    expect(segmentSpec.parse(plain)).toEqual(plain)
    expect(checkRule(segment.where, features)).toEqual([])
    expect(meaning).toMatch(/^[A-Z].{15,}\.$/)
    expect(segment.strategy).toMatch(/^[A-Z].{20,}\.$/)
    expect(`${segment.name}${meaning}${segment.strategy}`).not.toMatch(
      /[!]|insight|leverage|utili[sz]e/i,
    )
  })

  it('names no amount of money, which would mean another thing in each currency', () => {
    const amounts = clausesIn(treeOf(segment.where)).filter(({ feature: name }) => {
      const feature = features.find((one) => one.name === name)!
      return (
        featureKind(feature) === 'number' &&
        feature.type === 'decimal(18,2)' &&
        name !== 'items_per_order'
      )
    })
    expect(amounts).toEqual([])
  })
})

it('every lifecycle stage has one segment', () => {
  const stages = catalogue
    .filter(({ kind }) => kind === 'lifecycle')
    .map(({ where }) => where.lifecycle_stage)
  expect(stages).toEqual(lifecycleStages)
})

it.each(['demographic', 'geographic', 'behavioural', 'technographic', 'value', 'lifecycle'])(
  'has at least five %s segments',
  (kind) => {
    expect(catalogue.filter((segment) => segment.kind === kind).length).toBeGreaterThanOrEqual(5)
  },
)
