/** What the rung that the data carry expects of each customer, and the small tables that SQL needs for it. */
import { usableSpend } from '../domain/value/card-rows.ts'
import { quadratureFor } from '../domain/value/expected-purchases.ts'
import type { Rung } from '../domain/value/ladder.ts'
import type { Learned } from '../domain/value/learn.ts'
import { valuePeriods } from '../domain/value/periods.ts'
import type { PurchaseFit } from '../domain/value/purchase-fit.ts'
import { purchaseModels } from '../domain/value/purchase-model.ts'
import { purchaseQuantiles } from '../domain/value/purchase-quantiles.ts'
import type { Warehouse } from '../platform/ports.ts'
import { queryText } from '../queries.ts'
import type { Run } from '../stage.ts'

/** The query of `int_value_scores`, by rung. */
const scoreQueries: Readonly<Record<Rung, string>> = {
  model: 'int_value_scores',
  cohort: 'value_cohorts',
  history: 'value_spent',
}

/** Customers that a quarter's newcomers must count for a mean of their own. */
const leastInCohort = 30

/** Builds `int_value_scores`. `meanSpend` is what everybody spends without a fit. */
export async function buildScores(
  run: Run,
  warehouse: Warehouse,
  learned: Learned,
  meanSpend: number,
): Promise<void> {
  const { value } = run.config
  const { rung } = learned.gate
  const periods = valuePeriods(value)
  await warehouse.write(
    'value_periods',
    periods.map((period) => ({ ...period })),
  )
  const params = {
    churn_weeks: value.churnHorizonDays / 7,
    horizon_weeks: value.horizonDays / 7,
    mean_spend: meanSpend,
    periods: periods.length,
    least_customers: leastInCohort,
  }
  if (rung !== 'model' || !learned.chosen) {
    for (const table of ['value_nodes', 'value_quantiles', 'int_value_expectations'])
      await warehouse.write(table, [])
    await warehouse.build('int_value_scores', queryText(scoreQueries[rung]), params)
    return
  }
  const { fit } = learned.chosen
  await writeRules(warehouse, fit, params.horizon_weeks)
  const spend = usableSpend(learned)
  const fitted = {
    ...params,
    ...fit.parameters,
    k: purchaseModels[fit.model].k,
    has_spend_model: spend !== undefined,
    ...(spend?.parameters ?? { p: 1, q: 2, v: 1 }),
  }
  await warehouse.build('int_value_expectations', queryText('int_value_expectations'), fitted)
  await warehouse.build('int_value_scores', queryText(scoreQueries.model), fitted)
}

/** The points that expected purchases are summed over, and the numbers of purchases that are sure enough. */
async function writeRules(warehouse: Warehouse, fit: PurchaseFit, horizonWeeks: number) {
  const model = purchaseModels[fit.model]
  const groups = (await warehouse.read(queryText('value_ages'))).map((row) => ({
    repeatDays: Number(row.repeat_days),
    ageBand: Number(row.age_band),
    youngestWeeks: Number(row.age_days) / 7,
  }))
  const { rows } = quadratureFor(model, fit.parameters, groups, horizonWeeks)
  await warehouse.write(
    'value_nodes',
    rows.map(({ repeatDays, p, weight }) => ({ repeat_days: repeatDays, p, weight })),
  )
  await warehouse.write(
    'value_quantiles',
    purchaseQuantiles(model, fit.parameters, groups, horizonWeeks).map((row) => ({
      repeat_days: row.repeatDays,
      age_band: row.ageBand,
      purchases: row.purchases,
      low_alive: row.lowAlive ?? null,
      high_alive: row.highAlive ?? null,
    })),
  )
}
