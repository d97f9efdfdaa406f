/** What came of emails: those of the night before, those of four weeks, and by segment. */
import { fullDate, weekday } from '../dates.ts'
import { count, plural } from '../format.ts'
import { type Html, html, type Piece } from '../html.ts'
import { note, paragraph, scrolling } from '../page.ts'
import type { DataOf, RowOf } from '../queries.ts'

type Outcome = RowOf<'campaign_outcomes'>
type Counts = Pick<
  Outcome,
  'name' | 'sent' | 'delivered' | 'opened' | 'bounced' | 'complained' | 'unsubscribed'
>

/** Says so where nothing was sent. */
export function outcomes(data: DataOf<'campaign_outcomes' | 'segment_outcomes'>): Piece {
  const of = (period: Outcome['period']) =>
    data.campaign_outcomes.filter((row) => row.period === period)
  const [night, weeks] = [of('night'), of('weeks')]
  const all = night.find(({ kind }) => kind === 'all')
  if (weeks.length === 0) {
    return html`<h3>What came of emails</h3>${paragraph(
      'Nothing was sent in the last four weeks, so there is nothing to count yet.',
      ...(all ? open(all) : []),
    )}`
  }
  const segments = data.segment_outcomes
  return html`${all && lastNight(night, all)}<h3>Four weeks</h3>${table(
    'Emails of the last four weeks and what came of them',
    'Campaign',
    campaignRows(weeks),
  )}${
    segments.length > 0 &&
    table(
      'The same emails, by the segments that their customers are in tonight. One email counts in each',
      'Segment',
      segments,
    )
  }${note(
    'Segments of which too few were written to are not broken down.',
    weeks.some(({ opened }) => opened === null) && 'The mail service does not tell of opens.',
    weeks.some(({ delivered }) => delivered === null) &&
      'It has told of no delivery: what is sent was taken by it.',
    html`<b>outcomes.csv</b> has the same.`,
  )}`
}

function lastNight(night: readonly Outcome[], all: Outcome): Html {
  return html`<h3>The night before</h3>${paragraph(...came(all))}${paragraph(...open(all))}${table(
    `Emails that the night of ${weekday(all.decided_on)} ${fullDate(all.decided_on)} decided, and what came of them until this night began`,
    'Campaign',
    campaignRows(night),
  )}`
}

function came(all: Outcome): readonly Piece[] {
  const { sent, delivered, opened, bounced, complained, unsubscribed, unsent } = all
  const parts = [
    `${count(sent)} ${plural(sent, 'email was', 'emails were')} sent`,
    ...(delivered === null ? [] : [`${count(delivered)} delivered`]),
    ...(opened === null ? [] : [`${count(opened)} opened`]),
  ]
  return [
    `${parts.join(', ')}.`,
    bounced > 0 &&
      `${count(bounced)} bounced; ${plural(bounced, 'its address is', 'their addresses are')} not written to any more.`,
    unsubscribed > 0 &&
      `${count(unsubscribed)} ${plural(unsubscribed, 'customer', 'customers')} unsubscribed.`,
    complained > 0
      ? `${count(complained)} complained and ${plural(complained, 'hears', 'hear')} nothing more from you.`
      : sent > 0 && 'Nobody complained.',
    unsent > 0 &&
      `${count(unsent)} ${plural(unsent, 'was', 'were')} not sent after all: no longer wanted, too late, or refused.`,
  ]
}

/** What is not known, and what to do about it. */
const open = ({ uncertain, waiting }: Outcome): readonly Piece[] => [
  waiting > 0 &&
    html`${count(waiting)} that the night before planned ${plural(waiting, 'has', 'have')} not gone out yet, as far as is known: <b>nocturne deliver</b> sends what still may.`,
  uncertain > 0 &&
    html`<b>${count(uncertain)} may or may not have been sent:</b> no answer came, and nothing is sent twice by itself. A word of the mail service settles ${plural(uncertain, 'it', 'them')}. What is open for three days is named by <b>nocturne deliver</b>: then <b class="n">nocturne deliver --again</b> with its id sends it once more, <b class="n">nocturne deliver --let-go</b> does not.`,
]

/** Campaigns, and below them all together where there are several. */
function campaignRows(rows: readonly Outcome[]): readonly (Counts & { readonly kind: string })[] {
  const own = rows.filter(({ kind }) => kind === 'campaign')
  return own.length > 1 ? [...own, ...rows.filter(({ kind }) => kind === 'all')] : own
}

function table(
  caption: string,
  what: string,
  rows: readonly (Counts & { readonly kind?: string })[],
): Html {
  const has = (name: 'delivered' | 'opened') => rows.some((row) => row[name] !== null)
  const head = (text: string) => html`<th scope="col" class="n">${text}</th>`
  const cell = (value: number | null) =>
    html`<td class="n">${value === null ? '·' : value === 0 ? '–' : count(value)}</td>`
  return scrolling(
    `${what} outcomes, table`,
    html`<table class="mail"><caption>${caption}</caption><thead><tr><th scope="col">${what}</th>${head('Sent')}${
      has('delivered') && head('Deliv\u00adered')
    }${has('opened') && head('Opened')}${head('Boun\u00adced')}${head('Com\u00adplained')}${head(
      'Unsub\u00adscribed',
    )}</tr></thead><tbody>${rows.map(
      (row) =>
        html`<tr${row.kind === 'all' && html` class="tot"`}><th scope="row">${row.name}</th><td class="n b">${count(row.sent)}</td>${
          has('delivered') && cell(row.delivered)
        }${has('opened') && cell(row.opened)}${cell(row.bounced)}${cell(row.complained)}${cell(row.unsubscribed)}</tr>`,
    )}</tbody></table>`,
  )
}
