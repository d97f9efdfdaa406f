/** Zones whose clocks stand otherwise against the company’s than they did lately. */
import { clockOf, day, hour } from '../occasions/clock.ts'
import { shortDate, weekday } from '../report/dates.ts'
import type { Plan } from './plan.ts'
import { dateAt, zoneInWords } from './words.ts'

/** Days before and after the night that are looked at. */
const reach = 21

/** A sentence for every change of clocks by which 09:00 elsewhere is another hour here than it was, and where. */
export function clockNotes({
  zones,
  company: { timeZone },
  opensAt,
  asOf,
}: Pick<Plan, 'zones' | 'company' | 'opensAt' | 'asOf'>): readonly string[] {
  const at = Date.parse(opensAt)
  const here = zoneInWords(timeZone)
  const said = new Set<string>()
  const moved = new Map<string, string[]>()
  for (const { zone } of zones) {
    const ahead = (instant: number) =>
      clockOf(timeZone).wallAt(instant) - clockOf(zone).wallAt(instant)
    const [past, next] = [turn(ahead, at, -hour), turn(ahead, at, hour)]
    const numbers = `${ahead(at)} ${past}`
    if (past === undefined || said.has(numbers)) continue
    said.add(numbers)
    // The date is that of the clock that changed.
    const dateOf = (instant: number) => {
      const clock = clockOf(zone)
      const isTheirs = clock.wallAt(instant) - clock.wallAt(instant - hour) !== hour
      return dateAt(new Date(instant).toISOString(), isTheirs ? zone : timeZone)
    }
    const since = `${weekday(dateOf(past))} ${shortDate(dateOf(past), asOf)}`
    const until = next === undefined ? '' : ` until ${shortDate(dateOf(next), asOf)},`
    const [now, before] = [nine(ahead(at)), nine(ahead(past - hour))]
    const change = `The clocks changed on ${since}:${until}`
    const places = moved.get(change) ?? []
    moved.set(change, places)
    places.push(`09:00 in ${zoneInWords(zone)} is ${now} in ${here}, not ${before}`)
  }
  return [...moved].map(([change, places]) => `${change} ${places.join('; ')}.`)
}

/** The first hour of the difference that holds at an instant, or of the one after it; undefined beyond reach. */
function turn(ahead: (instant: number) => number, at: number, step: number): number | undefined {
  const now = ahead(at)
  for (let hours = 1; hours <= (reach * day) / hour; hours += 1) {
    const instant = at + hours * step
    if (ahead(instant) !== now) return step < 0 ? instant + hour : instant
  }
  return undefined
}

/** What the company’s clock shows at 09:00 of another that is so far behind. */
const nine = (ahead: number) =>
  new Date(Date.UTC(2000, 0, 1, 9) + ahead).toISOString().slice(11, 16)
