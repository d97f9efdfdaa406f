/** What to know before the names: hours, whether anything is sent, the brake, the sum, where, and how the email looks. */
import { instantInWords, shortDate, weekday } from '../report/dates.ts'
import { capital, count, plural } from '../report/format.ts'
import { type Html, html, type Piece } from '../report/html.ts'
import { clockNotes } from './clock-notes.ts'
import { hourBars, hoursOf } from './hour-bars.ts'
import type { Plan } from './plan.ts'
import { hoursInWords, zoneInWords } from './words.ts'

/** More zones than these are summed up. */
const zonesShown = 8

/** The section. */
export async function facts(plan: Plan): Promise<Html> {
  const { company, totals } = plan
  const rows: readonly (readonly [string, Piece])[] = [
    ['Decides', hoursInWords({ ...plan, timeZone: company.timeZone })],
    ['Live', liveInWords(plan)],
    ['Brake', brakeInWords(plan)],
    ['Due', dueInWords(plan)],
    ...(totals.send > 0
      ? [['Where', zonesInWords(plan)] as const, ['Look', look(plan)] as const]
      : []),
  ]
  const list = html`<dl class="facts">${rows.map(
    ([term, text]) => html`<dt>${term}</dt><dd>${text}</dd>`,
  )}</dl>`
  const zone = zoneInWords(company.timeZone)
  return html`<section aria-labelledby="h-facts"><h2 id="h-facts">${totals.send > 0 ? 'Before you read the names' : 'What this night decided'}</h2>${
    totals.send > 0
      ? html`<div class="two">${list}<figure><figcaption>Emails by hour, ${zone} time</figcaption>${await hourBars(hoursOf(plan), company.timeZone)}</figure></div>`
      : list
  }<p class="fine">${notes(plan).map((note, i) => [i > 0 && ' ', note])}</p></section>`
}

/** Whether anything goes out, and since when. */
export function liveInWords({ isLive, liveSince, asOf, pausedSince }: Plan): string {
  if (!isLive) return 'no: nothing is sent while sending.live is false'
  if (pausedSince !== undefined)
    return `paused since ${instantInWords(pausedSince)}: nothing is sent until nocturne resume`
  return liveSince === undefined || liveSince === asOf
    ? 'yes, from this night on'
    : `yes, since ${shortDate(liveSince, asOf)}`
}

/** What the brake says, with its numbers. */
export function brakeInWords(plan: Plan): string {
  const { brakes, isBraked, isReleased, asOf } = plan
  if (isBraked) {
    return `on: ${brakes.map(brakeNumbers).join('; ')}. Let them go: nocturne release ${asOf}`
  }
  if (isReleased) return `let go by a person: ${brakes.map(brakeNumbers).join('; ')}`
  const above = `held back above ${count(plan.limit)}`
  return plan.isLive
    ? `off: ${count(planned(plan))} planned, ${above}`
    : `off; live nights are ${above}`
}

/** One number beyond its limit. */
function brakeNumbers({ kind, id, tonight, usual_low, usual_high, most }: Brake): string {
  const usual =
    usual_low === null || usual_high === null
      ? ''
      : `usual ${count(usual_low)} to ${count(usual_high)}, `
  const what = kind === 'segment' ? `customers in ${id}` : 'emails'
  return `${count(tonight)} ${what}, ${usual}limit ${count(most)}`
}

type Brake = Plan['brakes'][number]

/** All emails of the night: the brake looks at no campaign alone. */
const planned = ({ results, asOf }: Plan) =>
  results.filter(({ as_of }) => as_of === asOf).reduce((total, row) => total + row.planned, 0)

/** `311 = 159 to send + 40 held + 112 skipped` */
export const dueInWords = ({ totals: { due, send, hold, skip } }: Plan): string =>
  `${count(due)} = ${count(send)} to send + ${count(hold)} held + ${count(skip)} skipped`

function zonesInWords({ zones }: Plan): string {
  const shown = zones.slice(0, zonesShown)
  const rest = zones.slice(zonesShown)
  const others = rest.reduce((total, { messages }) => total + messages, 0)
  return [
    ...shown.map(({ zone, messages }) => `${zoneInWords(zone)} ${count(messages)}`),
    ...(rest.length > 0
      ? [`${count(rest.length)} other ${plural(rest.length, 'zone')} ${count(others)}`]
      : []),
  ].join(', ')
}

const look = ({ funnels }: Plan): Html => html`<b>nocturne preview ${exampleCampaign(funnels)}</b>`

/** The first campaign that sends something. */
export const exampleCampaign = (funnels: Plan['funnels']): string =>
  funnels.find(({ planned }) => planned > 0)?.campaign_id ?? '<campaign>'

function notes(plan: Plan): readonly string[] {
  const { hours, asOf, totals } = plan
  const other = hours.filter(({ send_on }) => send_on !== asOf)
  return [
    ...clockNotes(plan),
    ...[...Map.groupBy(other, ({ send_on }) => send_on)].map(([date, rows]) => {
      const emails = rows.reduce((total, { messages }) => total + messages, 0)
      const places = [...new Set(rows.map(({ send_zone }) => zoneInWords(send_zone)))]
      return `${count(emails)} ${plural(emails, 'email goes', 'emails go')} out when it is ${weekday(date)} ${shortDate(date, asOf)} in ${listed(places)}.`
    }),
    ...(totals.send > 0
      ? ['Consent and stops are looked up once more at the moment of sending; a few may drop out.']
      : []),
    ...(totals.hold > 0 ? ['What is held is offered again on the next night.'] : []),
  ].map(capital)
}

const listed = (places: readonly string[]) =>
  places.length > 4
    ? `${places.slice(0, 3).join(', ')} and ${places.length - 3} other zones`
    : [places.slice(0, -1).join(', '), places.at(-1)].filter(Boolean).join(' and ')
