/** The nightly report as an email: what it says, whatever it is written in. No person is in it. */
import { type HeldBack, heldText } from '../outbox/held.ts'
import { longDate, shortDate } from './dates.ts'
import { listFile } from './files.ts'
import { capital, change, count, percent, plural } from './format.ts'
import { mailHtml } from './mail-html.ts'
import { mailText } from './mail-text.ts'
import type { DataOf, QueryName } from './queries.ts'
import type { Context } from './section.ts'
import { lede, sentence } from './sections/night-sentence.ts'

/** The email without its recipient. */
export interface ReportMail {
  readonly subject: string
  readonly html: string
  readonly text: string
  /** Whether the page goes along; a very large one would be refused. */
  readonly isAttached: boolean
}

/** What the stage knows beside the figures. */
export interface MailFacts {
  readonly run: string
  readonly address: string | undefined
  /** What the night decided; absent without campaigns. */
  readonly emails?: { readonly planned: number; readonly isLive: boolean; readonly held?: HeldBack }
  /** Bytes of the page. */
  readonly pageBytes: number
}

export interface MailFigure {
  readonly label: string
  readonly number: string
  readonly note: string
}

/** What HTML and text both say. */
export interface MailModel {
  readonly subject: string
  readonly brand: string
  readonly headline: string
  /** Stands above all else where a person must act. */
  readonly alarm: string | undefined
  readonly lede: string
  readonly figures: readonly MailFigure[]
  readonly actions: readonly { readonly what: string; readonly list: string }[]
  readonly changesNote: string
  readonly changes: readonly (readonly [
    name: string,
    entered: string,
    left: string,
    net: string,
    now: string,
  ])[]
  readonly attached: string
  readonly foot: readonly string[]
}

/** SES takes messages of 10 MB, and what is attached grows by a third. */
const mostBytes = 6_000_000

/** The email of a night. */
export function reportMail(
  data: DataOf<QueryName>,
  context: Context,
  facts: MailFacts,
): ReportMail {
  const isAttached = facts.pageBytes <= mostBytes
  const model = modelOf(data, context, facts, isAttached)
  return { subject: model.subject, html: mailHtml(model), text: mailText(model), isAttached }
}

function modelOf(
  data: DataOf<QueryName>,
  context: Context,
  { run, address, emails }: MailFacts,
  isAttached: boolean,
): MailModel {
  const { before, strong = '', after } = sentence(data, context)
  const headline = oneLine(`${before}${strong}${after}`)
  const held = emails?.held
  const company = oneLine(context.company)
  const release = `nocturne release ${context.asOf}`
  const prefix = held ? `${count(held.emails)} emails held back · ` : ''
  return {
    subject: `${prefix}${headline.replace(/\.$/, '')} · ${shortDate(context.asOf, context.asOf)}`,
    brand: `Nocturne · ${company} · ${longDate(context.asOf)}`,
    headline,
    alarm: held && `${capital(oneLine(heldText(held)))}. ${release} lets them go.`,
    lede: [...plainLede(data, context), emailsSentence(emails)].filter(Boolean).join(' '),
    figures: figures(data, context, emails),
    actions: data.actions.map(({ name, strategy, customers, segment_id }) => ({
      what: oneLine(`${name}, ${count(customers)}: ${strategy}`),
      list: listFile(segment_id),
    })),
    changesNote: changesNote(data, context),
    changes: changes(data, context),
    attached: isAttached
      ? `The pictures, all segments and the model’s report card are in the attached report-${context.asOf}.html; the lists lie beside it in the lake.`
      : `The page is too large for an email: nocturne report --date ${context.asOf} --open shows it.`,
    foot: [
      'You get this because your address is in report.mail.to of nocturne.yaml. It holds no names or addresses of customers.',
      `Night ${run}`,
      [company, ...(address === undefined ? [] : [oneLine(address)])].join(', '),
    ],
  }
}

/** What links to a place on the page is said in words here. */
const plainLede = (data: DataOf<QueryName>, context: Context): readonly string[] => {
  const [check] = data.quality_checks
  return [
    ...lede(data, context).filter((one): one is string => typeof one === 'string'),
    ...(check && check.failed > 0
      ? [`${count(check.failed)} of ${count(check.checks)} checks of the data did not pass.`]
      : []),
  ]
}

function emailsSentence(emails: MailFacts['emails']): string {
  if (!emails || emails.held) return ''
  const { planned, isLive } = emails
  if (planned === 0) return 'No email goes out today.'
  const are = `${count(planned)} ${plural(planned, 'email')}`
  return isLive
    ? `${are} ${plural(planned, 'goes', 'go')} out today; nothing needs your approval.`
    : `${are} ${plural(planned, 'is', 'are')} planned and not sent: sending.live is false.`
}

function figures(
  { night_value, night_customers: [customers], night_revenue: [revenue] }: DataOf<QueryName>,
  { money, asOf, expected }: Context,
  emails: MailFacts['emails'],
): readonly MailFigure[] {
  const value = night_value.find(({ as_of, worth }) => as_of === asOf && worth > 0)
  const since = (delta: number | null | undefined, written: (value: number) => string) =>
    delta === null || delta === undefined
      ? 'nothing before it'
      : `${delta === 0 ? 'no change' : written(delta)} since the last night`
  return [
    ...(value
      ? [
          {
            label: `${capital(expected)}, ${count(value.horizon_days)} days`,
            number: money.about(value.worth),
            note: since(value.change_since_previous, money.change),
          },
        ]
      : customers
        ? [
            {
              label: 'Bought in 365 days',
              number: count(customers.buyers),
              note: since(customers.change_since_previous, change),
            },
          ]
        : []),
    ...(revenue?.net
      ? [
          {
            label: 'Revenue, four weeks',
            number: money.about(revenue.net),
            note:
              revenue.rate_before === null
                ? 'nothing before it'
                : `${percent(Math.abs(revenue.rate_before))} ${revenue.rate_before < 0 ? 'below' : 'above'} the four before`,
          },
        ]
      : []),
    ...(emails
      ? [
          {
            label: 'Emails today',
            number: count(emails.planned),
            note: emails.held ? 'held back' : emails.isLive ? 'live' : 'planned only',
          },
        ]
      : []),
  ]
}

function changesNote({ changes_summary: [summary] }: DataOf<QueryName>, { asOf }: Context): string {
  if (!summary?.previous_on)
    return 'Tonight is the baseline: the next night says who came and left.'
  return summary.moves === 0
    ? 'Nobody entered or left a segment.'
    : `Who entered and left since ${shortDate(summary.previous_on, asOf)}, and what they spent in 365 days, net`
}

function changes(
  { changes: rows, segments }: DataOf<QueryName>,
  { money }: Context,
): MailModel['changes'] {
  const sizes = new Map(segments.map(({ segment_id, customers }) => [segment_id, customers]))
  return rows
    .filter(({ moved, place }) => moved > 0 && place <= 7)
    .map(({ segment_id, name, entered, left_count, net_spend }) => [
      oneLine(name),
      count(entered),
      count(left_count),
      net_spend === null ? '·' : net_spend === 0 ? '–' : money.change(net_spend),
      count(sizes.get(segment_id) ?? 0),
    ])
}

/** Names come from a file that people write: they stay on one line, and headers hold no orders. */
const oneLine = (text: string) => text.replace(/[\p{Cc}\u2028\u2029\s]+/gu, ' ').trim()
