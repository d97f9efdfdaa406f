/** A plan’s words: zones, times, what made a message due, and the numbers behind it. */
import type { Campaign } from '../../config/campaigns.ts'
import type { Feature } from '../features/columns.ts'
import { featureKind } from '../features/kind.ts'
import { clockOf } from '../occasions/clock.ts'
import { triggerOf } from '../occasions/ready-triggers.ts'
import { shortDate, weekday } from '../report/dates.ts'
import { capital, count, decimal, percent, plural } from '../report/format.ts'
import type { Rule } from '../segments/rule.ts'
import { clausesIn, treeOf } from '../segments/tree.ts'
import { nameInWords, ruleInWords } from '../segments/words.ts'
import { nextDay } from '../time.ts'
import type { Message } from './rows.ts'

/** `America/Argentina/Buenos_Aires` as `Buenos Aires`. */
export const zoneInWords = (zone: string): string =>
  (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')

/** `09:00` on a zone’s clock. */
export const timeIn = (instant: string, zone: string): string => wall(instant, zone).slice(11, 16)

/** The date that a zone’s calendar shows. */
export const dateAt = (instant: string, zone: string): string => wall(instant, zone).slice(0, 10)

const wall = (instant: string, zone: string) =>
  new Date(clockOf(zone).wallAt(Date.parse(instant))).toISOString()

/** `09:00 in London, 10:00 in Paris`; the company’s own clock once. Another date than the night’s has its weekday. */
export function momentInWords(
  at: string,
  zone: string,
  { asOf, timeZone }: { readonly asOf: string; readonly timeZone: string },
): string {
  const there = (where: string) => {
    const date = dateAt(at, where)
    const on = date === asOf ? '' : ` on ${weekday(date)}`
    return { clock: `${timeIn(at, where)}${on}`, place: zoneInWords(where) }
  }
  const [theirs, ours] = [there(zone), there(timeZone)]
  const first = `${theirs.clock} in ${theirs.place}`
  return theirs.clock === ours.clock ? first : `${first}, ${ours.clock} in ${ours.place}`
}

/** What makes messages of a campaign due: `Their birthday, two days ahead`. */
export function occasionInWords(
  campaign: Campaign | undefined,
  { occasion, occasion_on }: Pick<Message, 'occasion' | 'occasion_on'>,
  features: readonly Feature[],
  asOf: string,
): string {
  if (!campaign) return spaced(occasion)
  const { lead, trigger, day } = campaign
  const ahead = lead === 0 ? '' : `, ${count(lead)} ${plural(lead, 'day')} ahead`
  if (day) {
    const several = Array.isArray(day.is) && day.is.length > 1
    const date = occasion_on ? shortDate(occasion_on, asOf) : ''
    return `${several ? `${capital(spaced(occasion))}, ${date}` : `For ${date}`}${ahead}`
  }
  if (trigger === undefined) return `Their ${lifeWords[occasion] ?? spaced(occasion)}${ahead}`
  const rules = typeof trigger === 'string' ? triggerOf[trigger] : trigger
  const rule = ruleInWords(rules.enter, features)
  const name = typeof trigger === 'string' ? spaced(trigger) : rule
  return capital(name === rule ? rule : `${name}: ${rule}`)
}

const lifeWords: Readonly<Record<string, string>> = {
  birth_date: 'birthday',
  signed_up_on: 'anniversary of signing up',
}

const spaced = (name: string) => name.replaceAll(/[_-]/g, ' ')

/** The features that a campaign’s trigger looks at. */
export function triggerFeatures({ trigger }: Pick<Campaign, 'trigger'>): readonly string[] {
  if (trigger === undefined) return []
  const { enter, was } = typeof trigger === 'string' ? triggerOf[trigger] : trigger
  const named = (rule: Rule | undefined) =>
    rule ? clausesIn(treeOf(rule)).map(({ feature }) => feature) : []
  return [...new Set([...named(was), ...named(enter)])]
}

/** Why this customer, in numbers: `10 March · 3 orders, medium tier`. */
export function whyInWords(
  message: Message,
  campaign: Campaign | undefined,
  features: readonly Feature[],
  asOf: string,
): string {
  const numbers =
    campaign?.trigger === undefined
      ? [dateOf(message, asOf), standing(message)]
      : [triggerNumbers(message, campaign, features, asOf)]
  return [...numbers, dueNote(message, asOf)].filter((part) => part).join(' · ')
}

const dateOf = ({ occasion_on }: Message, asOf: string) =>
  occasion_on ? shortDate(occasion_on, asOf) : ''

const standing = ({ orders, clv_tier }: Message) =>
  [
    ...(orders === null ? [] : [`${count(orders)} ${plural(orders, 'order')}`]),
    ...(clv_tier ? [`${clv_tier} tier`] : []),
  ].join(', ')

/** What changed since the night before; where nothing did, what is. At most three numbers. */
function triggerNumbers(
  message: Message,
  campaign: Campaign,
  features: readonly Feature[],
  asOf: string,
): string {
  const known = triggerFeatures(campaign).flatMap((name) => {
    const feature = features.find((one) => one.name === name)
    const now = cell(message[`now_${name}`])
    if (!feature || now === null) return []
    const before = cell(message[`before_${name}`])
    const written = (value: string) => valueInWords(value, feature, asOf)
    const [is, was] = [written(now), before === null ? null : written(before)]
    return [{ name: nameInWords(name), is, was, hasChanged: was !== null && was !== is }]
  })
  const changed = known.filter(({ hasChanged }) => hasChanged)
  return (changed.length > 0 ? changed : known)
    .slice(0, 3)
    .map(({ name, is, was, hasChanged }) => `${name} ${hasChanged ? `${was} → ${is}` : is}`)
    .join(', ')
}

const cell = (value: unknown): string | null =>
  value === null || value === undefined ? null : String(value)

/** A feature’s value as people read it. */
export function valueInWords(value: string, feature: Feature, asOf: string): string {
  switch (featureKind(feature)) {
    case 'flag':
      return value === 'true' ? 'yes' : 'no'
    case 'rate':
      return percent(Number(value), 1)
    case 'whole':
      return count(Number(value))
    case 'number':
      return Number.isInteger(Number(value)) ? count(Number(value)) : decimal(Number(value), 2)
    case 'date':
      return shortDate(value.slice(0, 10), asOf)
    default:
      return value
  }
}

/** That it comes later than it should, or has waited. */
function dueNote({ due_on, due_reason, is_late }: Message, asOf: string): string {
  return [
    ...(due_on && due_on < asOf ? [`waited since ${shortDate(due_on, asOf)}`] : []),
    ...(due_reason && dueWords[due_reason] ? [dueWords[due_reason]] : []),
    ...(is_late && !(due_reason && dueWords[due_reason]) ? ['late'] : []),
  ].join(', ')
}

/** What `due_reason` says beside on time. */
export const dueWords: Readonly<Record<string, string>> = {
  'missed-night': 'late: a night was missed',
  'learned-late': 'late: the date was learned late',
  moved: 'moved to another zone',
  rescheduled: 'the campaign’s time was changed',
}

/** The customer’s name; what is said where none is known. */
export const fullName = ({
  first_name,
  last_name,
}: Pick<Message, 'first_name' | 'last_name'>): string =>
  [first_name, last_name].filter((part) => part).join(' ') || 'no name known'

/** The night’s hours: `07:00 on Tuesday to 07:00 on Wednesday, Paris time`. */
export function hoursInWords({
  asOf,
  opensAt,
  closesAt,
  timeZone,
}: {
  readonly asOf: string
  readonly opensAt: string
  readonly closesAt: string
  readonly timeZone: string
}): string {
  const edge = (at: string, date: string) => `${timeIn(at, timeZone)} on ${weekday(date)}`
  return `${edge(opensAt, asOf)} to ${edge(closesAt, nextDay(asOf))}, ${zoneInWords(timeZone)} time`
}
