/** Why a customer gets an email, in a sentence that names the date and the consent. */
import type { Config } from '../../config.ts'
import type { ReadyTrigger } from '../occasions/ready-triggers.ts'
import { fullDate } from '../report/dates.ts'

type Campaign = Config['campaigns'][number]

/** What the sentence is made of. Dates and instants are ISO text. */
export interface ReasonFacts {
  readonly campaign: Pick<Campaign, 'because' | 'occasion' | 'day' | 'trigger'>
  /** What the day is called; null where no calendar has it. */
  readonly dayName: string | null
  readonly occasion: string
  readonly occasionOn: string
  readonly faith: string | null
  readonly purpose: string
  /** When the customer said yes; null where nobody had to. */
  readonly consentAt: string | null
}

/** What made it due is said in the shop’s own words where it has some. */
export function reasonOf(facts: ReasonFacts): string {
  const { campaign, faith, purpose, consentAt } = facts
  const because = [
    campaign.because ?? causeOf(facts),
    ...(faith === null
      ? []
      : [`you asked to hear of ${faith.charAt(0).toUpperCase()}${faith.slice(1)} days`]),
    consentAt === null
      ? `you have not said no to ${spaced(purpose)} emails`
      : `you said yes to ${spaced(purpose)} emails on ${fullDate(consentAt.slice(0, 10))}`,
  ]
  return `You get this because ${because.slice(0, -1).join(', ')} and ${because.at(-1)}.`
}

/** What an occasion is called in a sentence, and in templates: `occasion_name`. */
export function occasionName({
  campaign,
  dayName,
  occasion,
}: Pick<ReasonFacts, 'campaign' | 'dayName' | 'occasion'>): string {
  if (campaign.day) return dayName ?? spaced(occasion)
  return names[occasion] ?? spaced(occasion)
}

function causeOf(facts: ReasonFacts): string {
  const { campaign, occasion, occasionOn } = facts
  const on = fullDate(occasionOn)
  if (campaign.occasion === 'birth_date') return `your birthday is on ${on}`
  if (campaign.occasion === 'signed_up_on') return `the day you signed up comes round on ${on}`
  if (campaign.occasion !== undefined) return `you told us of a day, ${spaced(occasion)}, on ${on}`
  if (campaign.day) return `${occasionName(facts)} is on ${on}`
  const { trigger } = campaign
  const state = typeof trigger === 'string' ? states[trigger] : 'you are a customer of ours'
  return `${state}, as of ${on},`
}

const spaced = (word: string) => word.replaceAll(/[_-]/g, ' ')

const names: Readonly<Record<string, string>> = {
  birth_date: 'birthday',
  signed_up_on: 'anniversary',
}

const states: Readonly<Record<ReadyTrigger, string>> = {
  'churn-risk': 'you have not ordered for longer than usual',
  'win-back': 'you have not ordered for a long time',
  'cart-abandoned': 'something is left in your cart',
  replenishment: 'what you order may be running out',
  'first-order': 'you ordered from us for the first time',
  'tier-up': 'you are one of our best customers',
  'tier-down': 'you have ordered less than you used to',
  'cross-sell': 'you have ordered from us several times',
  vip: 'you are one of our best customers',
  'review-request': 'you ordered from us a while ago',
}
