/** What is due, worked out one customer at a time in plain TypeScript, apart from the queries and their tables. */
import { dateIn, daysBetween, instantOf, nextDay } from '../../functions/domain/time.ts'
import type { Campaign, Customer, OccasionNight } from './occasion-nights.ts'

/** What was known of a customer on the last night. */
export type Known = Pick<Customer, 'birth_date' | 'timezone'>

/** The date in a year on which a birthday is kept; undefined in a year without it. */
export function keptOn(birth: string, year: number, policy: Campaign['policy']) {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  if (birth.slice(5) !== '02-29' || leap) return `${year}${birth.slice(4)}`
  if (policy === 'leap-years-only') return undefined
  return policy === 'feb-28' ? `${year}-02-28` : `${year}-03-01`
}

const instants = new Map<string, number>()
/** Remembered: every customer of a zone asks for the same. */
function sendAt(date: string, time: string, zone: string): number {
  const key = `${date} ${time} ${zone}`
  const at = instants.get(key) ?? Date.parse(instantOf(date, time, zone))
  instants.set(key, at)
  return at
}

/** The lines of what is due for a customer in the year of an occasion on a night; at most one. */
export function dueThen(
  customer: Customer,
  before: Known | 'nobody-yet' | undefined,
  campaign: Campaign,
  year: number,
  night: OccasionNight,
): string | undefined {
  const { birth_date: birth, timezone: zone } = customer
  if (!birth || Number(birth.slice(0, 4)) >= year) return undefined
  const on = keptOn(birth, year, campaign.policy)
  if (!on) return undefined
  const written = nextDay(on, -campaign.lead_days)
  if (Math.abs(daysBetween(written, night.asOf)) > campaign.window_days + 20) return undefined
  const owed = sendAt(written, campaign.send_time, zone)
  const [opens, closes] = [Date.parse(night.opensAt), Date.parse(night.closesAt)]
  const expires = nextDay(written, campaign.window_days)
  const line = (at: number, reason: string, date: string) =>
    `${customer.customer_id} ${campaign.campaign_id} ${year} ${on} ${new Date(at).toISOString().slice(0, 16)} ${reason} ${date} ${expires}`
  if (owed >= closes) return undefined
  if (owed >= opens) return line(owed, 'on-time', written)

  const isMissed = night.decidedUntil !== undefined && owed >= Date.parse(night.decidedUntil)
  const isMoved = typeof before === 'object' && before.timezone !== zone
  const isNews = before !== 'nobody-yet' && before?.birth_date !== birth
  const reason = isMissed ? 'missed-night' : isNews ? 'learned-late' : isMoved ? 'moved' : undefined
  if (!reason) return undefined
  const today = dateIn(new Date(opens), zone)
  if (today === written) {
    const at = afterQuiet(opens, today, zone, night.quiet)
    if (at !== undefined && at < sendAt(today, '20:00', zone)) return line(at, reason, today)
  }
  for (let date = nextDay(today, -1); ; date = nextDay(date)) {
    const at = sendAt(date, campaign.send_time, zone)
    if (at < opens) continue
    const late = daysBetween(written, date)
    return late > campaign.window_days ? undefined : line(at, reason, date)
  }
}

/** An instant on a date, or the end of the quiet hours that it lies in; undefined where they end on the next date. */
function afterQuiet(
  at: number,
  date: string,
  zone: string,
  quiet: OccasionNight['quiet'],
): number | undefined {
  if (!quiet || quiet.from === quiet.to) return at
  const [from, to] = [sendAt(date, quiet.from, zone), sendAt(date, quiet.to, zone)]
  if (quiet.from < quiet.to) return at >= from && at < to ? to : at
  if (at >= from) return undefined
  return Math.max(at, to)
}
