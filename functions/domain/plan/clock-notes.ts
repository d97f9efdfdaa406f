/** Zones whose clocks stand otherwise against the company’s than they did lately, or soon will. */
import { clockOf, day, hour } from '../occasions/clock.ts'
import { shortDate, weekday } from '../report/dates.ts'
import type { Plan } from './plan.ts'
import { dateAt, zoneInWords } from './words.ts'

/** Days before and after the night that are looked at. */
const reach = 21

/**
 * A sentence for every difference that is not the usual one: `Clocks in New York changed on Sunday 8 March: 09:00 there
 * is 14:00 in Paris, not 15:00.`
 */
export function clockNotes({
  zones,
  company: { timeZone },
  opensAt,
  asOf,
}: Pick<Plan, 'zones' | 'company' | 'opensAt' | 'asOf'>): readonly string[] {
  const at = Date.parse(opensAt)
  const here = zoneInWords(timeZone)
  const said = new Set<string>()
  return zones.flatMap(({ zone }) => {
    const ahead = (instant: number) =>
      clockOf(timeZone).wallAt(instant) - clockOf(zone).wallAt(instant)
    const past = turn(ahead, at, -hour)
    const next = turn(ahead, at, hour)
    const [turned, other] = past === undefined ? [next, next] : [past, past - hour]
    if (turned === undefined || other === undefined) return []
    const numbers = `${ahead(at)} ${past} ${next}`
    if (said.has(numbers)) return []
    said.add(numbers)
    const date = dateAt(new Date(turned).toISOString(), zone)
    const when = `${weekday(date)} ${shortDate(date, asOf)}`
    const there = zoneInWords(zone)
    const [now, then] = [nine(ahead(at)), nine(ahead(other))]
    if (past !== undefined) {
      return [`The clocks changed on ${when}: 09:00 in ${there} is ${now} in ${here}, not ${then}.`]
    }
    return [
      `The clocks change on ${when}: 09:00 in ${there} is ${now} in ${here} until then, ${then} afterwards.`,
    ]
  })
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
