/** Everything about a customer in one wide row: what rules may name. */
import { countryRows } from '../domain/features/countries.ts'
import { featuresQuery } from '../domain/features/features-query.ts'
import { featuresOf } from '../features.ts'
import { queryText } from '../queries.ts'
import { runParams, type Stage } from '../stage.ts'
import { buildAll } from './build-all.ts'

export const features: Stage = async (run, { warehouse, log }) => {
  const { newDays, atRiskGaps, churnedDays, loyalDays } = run.config.lifecycle
  const known = featuresOf(run.config)
  await warehouse.write('countries', countryRows)
  log.step({ stage: 'features', text: 'who and where they are' })
  const parts = ['int_customer_profile', 'int_customer_lifecycle']
  await buildAll(warehouse, Object.fromEntries(parts.map((name) => [name, queryText(name)])), {
    ...runParams(run),
    new_days: newDays,
    at_risk_gaps: atRiskGaps,
    churned_days: churnedDays,
    loyal_days: loyalDays,
  })
  log.step({ stage: 'features', text: 'one row a customer' })
  const { rows } = await warehouse.build('customer_features', featuresQuery(known))
  return {
    text: `${rows.toLocaleString('en')} customers, ${known.length} columns`,
    rows: { customers: rows },
  }
}
