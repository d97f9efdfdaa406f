/** Every message that a customer could get tonight with its decision, and what they got before. */
import type { Config } from '../../config.ts'
import { numbersInWords } from '../../domain/outbox/numbers.ts'
import { reasonOf } from '../../domain/outbox/reasons.ts'
import { dueWords, momentInWords } from '../../domain/plan/words.ts'
import { fullDate } from '../../domain/report/dates.ts'
import { count, decimal, plural } from '../../domain/report/format.ts'
import { mark } from '../../terminal.ts'
import type { Io } from '../command.ts'
import { moment } from './consents.ts'
import type { Customer } from './customer.ts'
import { wrapped } from './wrap.ts'

/** Earlier emails that are told. */
const earlierShown = 10

export interface Night {
  readonly asOf: string
  readonly config: Pick<Config, 'campaigns' | 'sending' | 'company'>
  readonly io: Io
}

type Message = Customer['messages'][number]

/** Candidates, states, and campaigns that do not come up. */
export function messageLines({ messages, states }: Customer, night: Night): string {
  const { campaigns } = night.config
  const due = new Set(messages.map(({ campaign_id }) => campaign_id))
  const others = campaigns.filter(({ id }) => !due.has(id)).map(({ name }) => name)
  const entered = states.map(
    ({ campaign_id, since }) => `${nameOf(campaign_id, night)}${since ? ` since ${since}` : ''}`,
  )
  return [
    ...messages.toSorted((a, b) => placeOf(a) - placeOf(b)).map((one) => messageText(one, night)),
    ...(entered.length > 0 ? [wrapped('  ', `in the state of: ${entered.join(', ')}`, 4)] : []),
    ...(others.length > 0 ? [wrapped('  ', `not due tonight: ${others.join(', ')}`, 4)] : []),
  ].join('')
}

/** How many messages there are, and how many go out. */
export function messagesInShort({ messages }: Customer): string {
  if (messages.length === 0) return 'none is due'
  const sent = messages.filter(({ decision }) => decision === 'send').length
  return `${count(messages.length)} ${plural(messages.length, 'candidate')}, ${sent === 0 ? 'none goes' : sent === 1 ? '1 goes' : `${count(sent)} go`} out`
}

const placeOf = ({ decision }: Message) => ['send', 'hold', 'skip'].indexOf(decision)

function messageText(message: Message, night: Night): string {
  const { decision, campaign_id, rule } = message
  const sign =
    decision === 'send'
      ? mark(night.io.out, 'green', '✓')
      : mark(night.io.out, decision === 'hold' ? 'yellow' : 'red', decision === 'hold' ? '…' : '✗')
  const numbers = numbersInWords(message, night.config)
  const title = `${nameOf(campaign_id, night)} (${campaign_id}): ${decidedInWords(message, night)}`
  const details: readonly (readonly [string, string])[] = [
    ['due', dueInWords(message)],
    ...(numbers ? [['numbers', numbers] as const] : []),
    ...(rule ? [['rule', rule] as const] : []),
    ['with', standingInWords(message)],
  ]
  return [
    wrapped('  ? ', title).replace('?', sign),
    ...details
      .filter(([, text]) => text)
      .map(([name, text]) => wrapped(`      ${name.padEnd(8)} `, text)),
  ].join('')
}

function decidedInWords(message: Message, night: Night): string {
  const { decision, reason, send_at, send_zone, variant } = message
  const { company } = night.config
  if (decision !== 'send') {
    const known = reasonOf(reason)
    const words = known ? `${known.words}. ${known.means}` : (reason ?? '')
    return `${decision === 'hold' ? 'held' : 'skipped'}: ${words}`
  }
  const when =
    send_at && send_zone
      ? momentInWords(send_at, send_zone, { asOf: night.asOf, timeZone: company.timeZone })
      : 'tonight'
  return `goes out at ${when}${variant ? `, version ${variant}` : ''}`
}

function dueInWords(message: Message): string {
  const { occasion, occurrence, occasion_on, due_reason, due_on, expires_on } = message
  return [
    `${occasion.replaceAll(/[_-]/g, ' ')} ${occurrence}${occasion_on && occasion_on !== occurrence ? `, on ${fullDate(occasion_on)}` : ''}`,
    ...(due_reason && dueWords[due_reason] ? [dueWords[due_reason]] : []),
    ...(due_on ? [`first came up on ${fullDate(due_on)}`] : []),
    ...(expires_on ? [`may go out until ${fullDate(expires_on)}`] : []),
  ].join('; ')
}

function standingInWords(message: Message): string {
  const { priority, value, consent_at, consent_source, sent_on_day, sent_in_week } = message
  return [
    ...(priority === null ? [] : [`priority ${count(priority)}`]),
    ...(value === null ? [] : [`expected value ${decimal(value, 2)}`]),
    ...(consent_at
      ? [`yes of ${moment(consent_at)}${consent_source ? ` in ${consent_source}` : ''}`]
      : []),
    ...(sent_on_day === null || sent_in_week === null
      ? []
      : [`${count(sent_on_day)} sent that day and ${count(sent_in_week)} in the week`]),
  ].join(', ')
}

/** What live nights decided to send and what came of it, newest first. */
export function earlierLines({ exposures, outcomes }: Customer, night: Night): string {
  const known = new Map(outcomes.map((one) => [keyOf(one), one]))
  const decided = exposures.map((one) => ({ ...one, outcome: known.get(keyOf(one)) }))
  const counted = new Set(exposures.map(keyOf))
  // What was not sent after all is no exposure.
  const others = outcomes
    .filter((one) => !counted.has(keyOf(one)))
    .map((one) => ({ ...one, send_on: null, send_at: one.at, outcome: one }))
  const all = [...decided, ...others].toSorted((a, b) => (dayOf(a) < dayOf(b) ? 1 : -1))
  const shown = all.slice(0, earlierShown)
  const more = all.length - shown.length
  return [
    ...shown.map((one) => {
      const { campaign_id, occurrence, variant, outcome } = one
      const came = outcome ? `: ${outcomeInWords(outcome)}` : ''
      return wrapped(
        `  ${dayOf(one)}  `,
        `${nameOf(campaign_id, night)} (${campaign_id}) for ${occurrence}${variant ? `, version ${variant}` : ''}${came}`,
      )
    }),
    ...(more > 0 ? [`  and ${count(more)} before them\n`] : []),
  ].join('')
}

type Outcome = Customer['outcomes'][number]

const keyOf = (one: Pick<Outcome, 'campaign_id' | 'occasion' | 'occurrence' | 'decided_on'>) =>
  [one.campaign_id, one.occasion, one.occurrence, one.decided_on].join('|')

const dayOf = ({ send_on, send_at }: { send_on: string | null; send_at: string | null }) =>
  send_on ?? send_at?.slice(0, 10) ?? ''

function outcomeInWords(outcome: Outcome): string {
  const { status, reason } = outcome
  if (status === 'uncertain') return 'not known whether it was sent'
  if (status === 'let-go') return 'not known whether it was sent, and let go'
  if (status !== 'sent') return `not sent${reason ? ` (${reason})` : ''}`
  const came = [
    ...(outcome.is_delivered ? ['delivered'] : []),
    ...(outcome.is_opened ? ['opened'] : []),
    ...(outcome.is_clicked ? ['clicked'] : []),
    ...(outcome.is_bounced ? ['bounced'] : []),
    ...(outcome.is_complained ? ['complained of'] : []),
    ...(outcome.is_unsubscribed ? ['unsubscribed after it'] : []),
  ]
  return ['sent', ...came].join(', ')
}

const nameOf = (id: string, { config }: Night) =>
  config.campaigns.find((one) => one.id === id)?.name ?? id
