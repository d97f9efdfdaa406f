/** What the decisions of a night go by beside the tables. */
import { knownZones } from '../domain/occasions/zone-names.ts'
import { audienceWithoutFeatures } from '../domain/outbox/audience.ts'
import { isQuiet } from '../domain/outbox/quiet.ts'
import { monthsBefore } from '../domain/time.ts'
import { dateParam, instantParam, type Params } from '../platform/sql.ts'
import { type Run, runParams } from '../stage.ts'

/** The parameters of the queries below `queries/outbox`. */
export function outboxParams(run: Run): Params {
  const { company, sending, retention } = run.config
  const zones = new Set([company.timeZone, ...knownZones().map(({ zone }) => zone)])
  const startsAt = startOf(run)
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
    starts_at: instantParam(startsAt),
    quiet_from: sending.quiet.from,
    quiet_to: sending.quiet.to,
    quiet_zones: [...zones].filter((zone) => isQuiet(sending.quiet, Date.parse(startsAt), zone)),
    first: sending.brake.first,
    times: sending.brake.times,
    least: sending.brake.least,
  }
}

/** What is late goes out when the night begins to decide: as it opens, or where the one before it closed later. */
function startOf({ opensAt, previous }: Run): string {
  return previous && Date.parse(previous.closesAt) > Date.parse(opensAt)
    ? previous.closesAt
    : opensAt
}
