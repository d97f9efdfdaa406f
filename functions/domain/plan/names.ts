/** Who gets what, when: in order of sending, by the hour of a zone and the campaign. */
import { longDate } from '../report/dates.ts'
import { count, plural } from '../report/format.ts'
import { type Html, html, type Piece } from '../report/html.ts'
import type { Plan } from './plan.ts'
import type { Message } from './rows.ts'
import { fullName, momentInWords, occasionInWords, whyInWords } from './words.ts'

/** The section. */
export function names(plan: Plan): Html {
  const { sends, totals, asOf, isBraked, isLive } = plan
  if (totals.send === 0) {
    return html`<section aria-labelledby="h-names"><h2 id="h-names">Nobody gets an email</h2><p>Nothing is planned for ${longDate(asOf)}.</p></section>`
  }
  const hasVersions = sends.some(({ variant }) => variant !== null)
  const hasCountries = sends.some(({ country }) => country !== null)
  const columns = 3 + Number(hasVersions) + Number(hasCountries)
  const heading = isBraked || !isLive ? 'Who would get what, and when' : 'Who gets what, and when'
  const caption = [
    'In order of sending',
    ...(sends.length < totals.send
      ? [
          `the first ${count(sends.length)} of ${count(totals.send)} ${plural(totals.send, 'email')}: the table ${asOf}.csv beside this page has all`,
        ]
      : []),
  ].join('; ')
  return html`<section aria-labelledby="h-names"><h2 id="h-names">${heading}</h2><table class="list"><caption>${caption}</caption><thead><tr><th scope="col">Customer</th><th scope="col">Id</th>${
    hasCountries && html`<th scope="col" class="c">Country</th>`
  }${hasVersions && html`<th scope="col">Version</th>`}<th scope="col">Why</th></tr></thead>${grouped(
    sends,
  ).map((group) => block(group, plan, { columns, hasVersions, hasCountries }))}</table></section>`
}

interface Layout {
  readonly columns: number
  readonly hasVersions: boolean
  readonly hasCountries: boolean
}

function block(
  group: readonly Message[],
  { asOf, company, campaigns, features }: Plan,
  { columns, hasVersions, hasCountries }: Layout,
): Piece {
  const [first] = group
  if (!first?.send_at || !first.send_zone) return false
  const campaign = campaigns.find(({ id }) => id === first.campaign_id)
  const when = momentInWords(first.send_at, first.send_zone, { asOf, timeZone: company.timeZone })
  return html`<tbody><tr class="g"><th scope="rowgroup" colspan="${String(columns)}"><b>${when}</b> · ${first.campaign} · ${count(group.length)}<span class="rule">${occasionInWords(campaign, first, features, asOf)}</span></th></tr>${group.map(
    (message) =>
      html`<tr><th scope="row">${fullName(message)}</th><td class="id">${message.customer_id}</td>${
        hasCountries && html`<td class="c">${message.country}</td>`
      }${hasVersions && html`<td>${version(message.variant)}</td>`}<td>${whyInWords(message, campaign, features, asOf)}</td></tr>`,
  )}</tbody>`
}

/** Neighbours that go out together: one instant, zone, campaign and occasion. */
function grouped(sends: readonly Message[]): readonly (readonly Message[])[] {
  const groups: Message[][] = []
  const keyOf = ({ send_at, send_zone, campaign_id, occasion }: Message) =>
    [send_at, send_zone, campaign_id, occasion].join(' ')
  for (const message of sends) {
    const last = groups.at(-1)
    if (last?.[0] && keyOf(last[0]) === keyOf(message)) last.push(message)
    else groups.push([message])
  }
  return groups
}

/** A letter stands large, as people speak of A and B. */
const version = (variant: string | null) =>
  variant === null ? '' : variant.length === 1 ? variant.toUpperCase() : variant
