import { dateParam, type Params } from '../platform/sql.ts'
import { type Run, runParams } from '../stage.ts'

/** Longer lists are cut, and the report says so. */
const listLimit = 10_000

/** What config says to the report's queries. `isHeld`: whether the night before held its emails back. */
export const reportParams = (run: Run, isHeld = false) => {
  const { report, value } = run.config
  return {
    ...runParams(run),
    previous_held: isHeld,
    previous_on: dateParam(run.previous?.asOf ?? run.asOf),
    configured: report.headline,
    minimum_segment: report.minimumSegment,
    list_limit: listLimit,
    tiers_by: value.tiers.by,
    tier_high: value.tiers.high,
    tier_medium: value.tiers.medium,
    margin_rate: value.marginRate,
    discount_rate: value.discountRate,
  } satisfies Params
}
