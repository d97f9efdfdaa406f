/** The scores that SQL makes are those of the formulas in TypeScript, at every edge of histories and parameters. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type PurchaseModelName,
  type PurchaseParameters,
  purchaseModels,
} from '../../../functions/domain/value/purchase-model.ts'
import { type Engine, openEngine } from '../../../functions/platform/local/engine.ts'
import { ident } from '../../../functions/platform/sql.ts'
import {
  histories,
  named,
  parameters,
  scoreSteps,
  spend,
  terms,
  weeksOf,
} from '../../support/value-edges.ts'
import { distanceOf, referenceScores, type Scores } from '../../support/value-reference.ts'
import { purchasesBySeries } from './purchase-series.ts'

let engine: Engine
beforeAll(async () => {
  engine = await openEngine({ threads: 1 })
})
afterAll(() => engine.close())

describe.each(['MBG/NBD', 'MBG/CNBD-2'] as const)('scores of %s in SQL', (name) => {
  const referenceOf = (some: typeof histories, chosen: PurchaseParameters) =>
    referenceScores(some.map(weeksOf), {
      ...terms,
      ...{ model: name, parameters: chosen, spend, meanSpend: 1 },
    })
  const mostDays = name === 'MBG/NBD' ? 1e-6 : 0.1

  it.each(parameters)('are those of the formulas: %s', async (_, chosen) => {
    const made = await scoresOf(name, chosen)
    const wanted = referenceOf(histories, chosen)
    const { figures, waitDays, worst } = distanceOf(made, wanted, terms.horizonDays)
    expect(figures, worst).toBeLessThan(1e-8)
    expect(waitDays).toBeLessThan(mostDays)
    for (const scores of made)
      for (const figure of Object.values(scores)) expect(figure).toBeGreaterThanOrEqual(0)
    for (const [i, history] of histories.entries()) {
      const exact = purchasesBySeries(
        purchaseModels[name],
        chosen,
        weeksOf(history),
        terms.horizonDays / 7,
      )
      const apart = Math.abs((made[i]?.expected_purchases ?? NaN) - exact) / Math.max(1, exact)
      expect(apart, `the series of row ${i}`).toBeLessThan(1e-8)
    }
  })

  describe('of a history with', () => {
    const [[, chosen]] = parameters
    let made: readonly Scores[] = []
    beforeAll(async () => {
      made = await scoresOf(name, chosen)
    })

    it.each(named.map(([what, history], i) => [what, history, i] as const))(
      '%s',
      (_, history, i) => {
        const wanted = referenceOf([history], chosen)
        const { figures, waitDays, worst } = distanceOf([made[i]!], wanted, terms.horizonDays)
        expect(figures, worst).toBeLessThan(1e-8)
        expect(waitDays).toBeLessThan(mostDays)
      },
    )
  })
})

/** The scores of all histories, in their order. */
async function scoresOf(
  name: PurchaseModelName,
  chosen: PurchaseParameters,
): Promise<readonly Scores[]> {
  for (const { name: table, sql } of scoreSteps(name, chosen))
    await engine.run(`create or replace table ${ident(table)} as ${sql}`)
  const made = await engine.rows(`select p_alive, churn_probability, expected_purchases,
    discounted_purchases, expected_spend, wait_weeks
    from int_value_scores order by cast(customer_id as integer)`)
  expect(made).toHaveLength(histories.length)
  return made as unknown as readonly Scores[]
}
