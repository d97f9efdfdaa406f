/** What the decisions of a night go by beside the tables. */
import { audienceWithoutFeatures } from '../domain/outbox/audience.ts'
import { monthsBefore } from '../domain/time.ts'
import { dateParam, instantParam, type Params } from '../platform/sql.ts'
import { type Run, runParams } from '../stage.ts'

/** The parameters of the queries below `queries/outbox`. */
export function outboxParams(run: Run): Params {
  const { sending, retention } = run.config
  return {
    ...runParams(run),
    closes_at: instantParam(run.closesAt),
    is_live: sending.live,
    previous_on: dateParam(run.previous?.asOf ?? run.asOf),
    oldest_kept: dateParam(monthsBefore(run.asOf, retention.journalMonths)),
    without_features: audienceWithoutFeatures(run.config),
    holdout_below: Math.round(sending.holdout * 1_000_000),
    day_cap: sending.caps.day,
    week_cap: sending.caps.week,
    first: sending.brake.first,
    times: sending.brake.times,
    least: sending.brake.least,
  }
}
