/** A message as the line of a file: all that sending it needs. */
import type { Config } from '../../config.ts'
import type { OutboxLine } from '../deliver/line.ts'
import type { EmailValue } from '../email/email.ts'
import { variableColumn } from './messages.ts'
import { occasionName, type ReasonFacts, reasonOf } from './reason.ts'

export type MessageRow = Readonly<Record<string, EmailValue>>

/** The line of a row of `messagesQuery`. Throws when the row’s campaign or its compiled email is not there. */
export function outboxLine(config: Config, row: MessageRow): OutboxLine {
  const campaign = config.campaigns.find(({ id }) => id === row.campaign_id)
  if (!campaign) throw new Error(`no campaign ${row.campaign_id}`)
  const variant = text(row.variant)
  const template = campaign.variants.find(({ id }) => id === variant)?.template ?? campaign.template
  const email = config.attached.emails[template]
  if (!email) throw new Error(`campaign ${campaign.id}: ${template} was not compiled`)
  const facts = {
    campaign,
    dayName: text(row.day_name),
    occasion: String(row.occasion),
    occasionOn: String(row.occasion_on),
    faith: text(row.faith),
    purpose: String(row.purpose),
    consentAt: text(row.consent_at),
  }
  const variables: Record<string, EmailValue> = {}
  for (const name of email.variables) variables[name] = variableOf(name, facts, row)
  return {
    customer_id: String(row.customer_id),
    address: String(row.address),
    campaign_id: campaign.id,
    variant,
    email: email.hash,
    occasion: facts.occasion,
    occurrence: String(row.occurrence),
    occasion_on: facts.occasionOn,
    send_at: instantText(String(row.send_at)),
    send_zone: String(row.send_zone),
    expires_on: String(row.expires_on),
    purpose: facts.purpose,
    consent_at: facts.consentAt === null ? null : instantText(facts.consentAt),
    reason: reasonOf(facts),
    is_live: row.is_live === true,
    variables,
  }
}

/** `2026-03-10T09`: the hour of a line, by which files are named. */
export const sendHour = ({ send_at }: Pick<OutboxLine, 'send_at'>): string => send_at.slice(0, 13)

const text = (value: EmailValue | undefined) =>
  value === null || value === undefined ? null : String(value)

/** What a template's variable is for a message: what only the message knows, else the customer's column. */
function variableOf(name: string, facts: ReasonFacts, row: MessageRow): EmailValue {
  if (name === 'occasion_on') return facts.occasionOn
  if (name === 'occasion_name') return occasionName(facts)
  if (name === 'years' || (name === 'age' && facts.occasion === 'birth_date')) return yearsOf(row)
  if (name === 'is_late') return row.is_late === true
  return row[variableColumn(name)] ?? null
}

/** Years from the date itself to the one on which it is kept; null where the year is not known. */
function yearsOf({ life_year, occasion_on }: MessageRow): number | null {
  const year = text(life_year)
  return year === null ? null : Number(String(occasion_on).slice(0, 4)) - Number(year)
}

/** An engine’s timestamp as ISO text. */
function instantText(at: string): string {
  return `${at.slice(0, 10)}T${at.slice(11, 19)}.${at.slice(20, 23).padEnd(3, '0')}Z`
}
