/** Who is in the audience of which campaign, from one look at everybody. */
import type { Config } from '../../config.ts'
import { featuresOf } from '../../features.ts'
import { compileRule } from '../segments/compile.ts'

/**
 * `campaign_audience`: of each customer with features their value, and a 1 for every campaign whose rule holds, else a
 * 0, in the order of the configuration.
 */
export function audienceQuery(config: Config): string {
  const features = featuresOf(config)
  const flags = config.campaigns.map(({ where }) =>
    where ? `case when ${compileRule(where, features)} then '1' else '0' end` : "'1'",
  )
  return `-- One row per customer with features: value, and a flag a campaign.
select
    customer_id,
    clv as value,
    ${flags.join('\n        || ') || "''"} as in_audience
from customer_features`
}

/** The flags of a customer of whom nothing may be known: campaigns without a rule are for everybody. */
export const audienceWithoutFeatures = ({ campaigns }: Pick<Config, 'campaigns'>): string =>
  campaigns.map(({ where }) => (where ? '0' : '1')).join('')
