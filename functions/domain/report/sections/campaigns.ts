/** From due to planned: each campaign’s messages, where they are lost, and whether anything goes out. */
import { instantInWords } from '../dates.ts'
import { capital, count, percent, plural } from '../format.ts'
import { type Html, html, type Piece } from '../html.ts'
import { finding, note, paragraph, scrolling } from '../page.ts'
import { plannedBars } from '../pictures/planned-bars.ts'
import type { DataOf, RowOf } from '../queries.ts'
import { section } from '../section.ts'
import { quarantined } from './campaigns-dates.ts'
import { outcomes } from './campaigns-outcomes.ts'

const queries = [
  ...(['campaign_funnel', 'campaign_usual', 'campaign_brakes', 'campaign_dates'] as const),
  ...(['campaign_outcomes', 'segment_outcomes'] as const),
] as const
type Data = DataOf<(typeof queries)[number]>
type Funnel = RowOf<'campaign_funnel'>

export const campaigns = section({
  id: 'campaigns',
  title: 'Occasions and mail',
  short: 'Mail',
  queries,

  async render(data, { pausedSince }) {
    const all = data.campaign_funnel.find(({ kind }) => kind === 'all')
    const rows = data.campaign_funnel.filter(({ kind }) => kind === 'campaign')
    return finding({
      id: 'campaigns',
      title: 'Occasions and mail',
      how: all && html`See every name before anything is sent: <b>nocturne plan</b>.`,
      heading: heading(all, data),
      body: all
        ? html`${paragraph(...standing(all, data, pausedSince))}${paragraph(
            ...losses(all),
            usual(data),
          )}${all.due > 0 && (await table(rows, all))}${quarantined(data.campaign_dates)}${outcomes(data)}`
        : html`${paragraph(
            html`A campaign says who gets which email, on what occasion or after what they did. List the first one below <b>campaigns:</b> in <b>nocturne.yaml</b>, as <b>docs/campaigns.md</b> shows; <b>nocturne plan</b> then says whom it would reach. Nothing is sent until you say so.`,
          )}${data.campaign_outcomes.length > 0 && outcomes(data)}`,
    })
  },
})

function heading(all: Funnel | undefined, { campaign_brakes: brakes }: Data): string {
  if (!all) return 'No campaign is configured'
  const { due, planned, capped } = all
  if (due === 0) return 'No email is due today'
  const emails = `${count(planned)} ${plural(planned, 'email')}`
  if (planned === 0) return `None of ${count(due)} due emails is planned${waiting(capped)}`
  if (brakes.length > 0) return `${emails} ${plural(planned, 'is', 'are')} held back by the brake`
  return `${count(planned)} of ${count(due)} due emails ${plural(planned, 'is', 'are')} planned for today${waiting(capped)}`
}

const waiting = (capped: number) =>
  capped > 0 ? `, ${count(capped)} ${plural(capped, 'waits', 'wait')}` : ''

/** Whether anything goes out: the brake, a pause, and whether the shop is live. */
function standing(all: Funnel, data: Data, pausedSince?: string): readonly Piece[] {
  const {
    campaign_brakes: brakes,
    campaign_usual: [night],
  } = data
  return [
    ...brakes.map(brakeInWords),
    brakes.length > 0 &&
      all.planned > 0 &&
      html`Nothing goes out until a person lets it: look with <b>nocturne plan</b>, then <b>nocturne release ${night?.as_of}</b>.`,
    pausedSince !== undefined &&
      html`Sending is paused since ${instantInWords(pausedSince)}: nothing goes out until <b>nocturne resume</b>.`,
    !all.is_live &&
      html`Nothing is sent: <b>sending.live</b> is <b>false</b>, so these emails are planned only.`,
  ]
}

function brakeInWords(brake: RowOf<'campaign_brakes'>): string {
  const { kind, id, name, tonight, usual_low: low, usual_high: high, most } = brake
  const what =
    kind === 'segment'
      ? `${name ?? id} has ${count(tonight)} customers`
      : `${count(tonight)} emails are planned`
  const usual = low === null || high === null ? '' : `${count(low)} to ${count(high)} are usual, `
  return `${what}: ${usual}${count(most)} is the limit.`
}

/** At which step most are lost, and what waits. */
function losses(all: Funnel): readonly Piece[] {
  const { capped } = all
  const [most] = steps
    .map(({ lost, words }) => ({ value: lost(all), words }))
    .filter(({ value }) => value > 0)
    .toSorted((a, b) => b.value - a.value)
  return [
    most && `${capital(most.words(most.value))}.`,
    capped > 0 &&
      `${count(capped)} ${plural(capped, 'is', 'are')} held for quiet hours, caps or another email, and offered again until the occasion has passed.`,
  ]
}

/** What takes messages away for good, and how that is said. */
const steps: readonly {
  readonly lost: (funnel: Funnel) => number
  readonly words: (value: number) => string
}[] = [
  {
    lost: ({ not_consented }) => not_consented,
    words: (value) =>
      `the largest loss is consent: ${count(value)} ${plural(value, 'is', 'are')} for customers who have not said yes to such mail, or have stopped it`,
  },
  {
    lost: ({ not_eligible }) => not_eligible,
    words: (value) =>
      `the largest loss is that ${count(value)} ${plural(value, 'is', 'are')} not right any more: outside the audience, without an address, or too late`,
  },
  {
    lost: ({ held_out }) => held_out,
    words: (value) =>
      `the largest loss is on purpose: ${count(value)} ${plural(value, 'is', 'are')} held out, to see what email does`,
  },
  {
    lost: ({ cooled }) => cooled,
    words: (value) =>
      `the largest loss is the cooldown: ${count(value)} ${plural(value, 'customer', 'customers')} heard from the same campaign lately`,
  },
]

function usual({ campaign_usual: [row] }: Data): Piece {
  if (!row || row.usual_nights < 7 || row.usual_low === null || row.usual_high === null) {
    return false
  }
  const { usual_low: low, usual_high: high } = row
  return low === high
    ? `${count(low)} a night were planned in the last four weeks.`
    : `${count(low)} to ${count(high)} a night were planned in the last four weeks.`
}

async function table(rows: readonly Funnel[], all: Funnel): Promise<Html> {
  const hasCooled = all.cooled > 0
  const due = rows.filter((row) => row.due > 0)
  const idle = rows.filter((row) => row.due === 0).map(({ name }) => name)
  const lines = await Promise.all(due.map((row) => line(row, hasCooled)))
  const reasons = hasCooled ? 'five' : 'four'
  return html`${scrolling(
    'Emails today, table',
    html`<table class="mail"><caption>From due to planned, today. Each row adds up: due, less ${reasons} reasons, is planned</caption><thead><tr><th scope="col">Campaign</th><th scope="col" class="n">Due</th><th scope="col" class="n">Not eligible</th><th scope="col" class="n">No consent</th><th scope="col" class="n">Held out</th>${
      hasCooled && html`<th scope="col" class="n">Cool­down</th>`
    }<th scope="col" class="n">Wait</th><th scope="col" class="n">Planned</th><th scope="col" class="hide">Planned of due</th></tr></thead><tbody>${lines}${
      due.length > 1 && (await line(all, hasCooled))
    }</tbody></table>`,
  )}${note(
    idle.length > 0 && `Nothing is due of ${idle.join(', ')}.`,
    html`<b>campaigns.csv</b> has the same.`,
  )}`
}

async function line(row: Funnel, hasCooled: boolean): Promise<Html> {
  const { kind, position, name, due, planned, planned_share: share } = row
  const bar =
    share === null
      ? '–'
      : await plannedBars({
          id: kind === 'all' ? 'planned' : `planned-${String(position)}`,
          title: `${name}: planned of due`,
          due,
          planned,
          dueText: count(due),
          plannedText: count(planned),
          shareText: percent(share),
        })
  return html`<tr${kind === 'all' && html` class="tot"`}><th scope="row">${name}</th><td class="n">${count(due)}</td><td class="n">${less(row.not_eligible)}</td><td class="n">${less(row.not_consented)}</td><td class="n">${less(row.held_out)}</td>${
    hasCooled && html`<td class="n">${less(row.cooled)}</td>`
  }<td class="n">${less(row.capped)}</td><td class="n b">${count(planned)}</td><td class="pic hide">${bar}</td></tr>`
}

/** A loss, with its minus; none is a dash. */
const less = (value: number) => (value === 0 ? '–' : count(-value))
