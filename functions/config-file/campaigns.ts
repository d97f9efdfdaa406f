import type { Campaign } from '../config/campaigns.ts'
import { occasionKeys } from '../config/campaigns.ts'
import type { Config } from '../config.ts'
import type { Feature } from '../domain/features/columns.ts'
import { checkRule } from '../domain/segments/check-rule.ts'
import { featuresOf } from '../features.ts'
import { dayProblems } from './campaign-days.ts'
import { reachProblems } from './campaign-reach.ts'
import { type Path, type Problem, wrongKey, wrongValue } from './problem.ts'

/** What the definition cannot see of campaigns. `value` is as written. */
export function campaignProblems(config: Partial<Config>, value: unknown): readonly Problem[] {
  const { attributes, campaigns = [] } = config
  const written = writtenCampaigns(value)
  const wrongRules = attributes && ruleProblems(written, featuresOf({ ...config, attributes }))
  return [
    ...(wrongRules ?? []),
    ...idProblems(campaigns),
    ...campaigns.flatMap((campaign, index) => [
      ...keyProblems(campaign, written[index], ['campaigns', index]),
      ...variantProblems(campaign, ['campaigns', index, 'variants']),
      ...quietProblems(campaign, config.sending, ['campaigns', index, 'sendAt']),
      ...dayProblems(campaign, config, ['campaigns', index, 'day']),
    ]),
    ...(campaigns.length > 0 ? senderProblems(config) : []),
    // Whom an unreadable rule reaches can’t be said.
    ...(wrongRules?.length === 0 ? reachProblems(config) : []),
  ]
}

type Block = Readonly<Record<string, unknown>>

const isBlock = (value: unknown): value is Block =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function writtenCampaigns(value: unknown): readonly unknown[] {
  const campaigns = isBlock(value) ? value.campaigns : undefined
  return Array.isArray(campaigns) ? campaigns : []
}

/** Rules are checked as they were written, as those of segments are. */
function ruleProblems(written: readonly unknown[], known: readonly Feature[]): readonly Problem[] {
  return written.flatMap((campaign, index) => {
    if (!isBlock(campaign)) return []
    const { where, trigger } = campaign
    const rules: readonly (readonly [Path, unknown])[] = [
      [['where'], where],
      ...(isBlock(trigger)
        ? (['enter', 'leave', 'was'] as const).map(
            (key) => [['trigger', key], trigger[key]] as const,
          )
        : []),
    ]
    return rules
      .filter(([, rule]) => rule !== undefined)
      .flatMap(([path, rule]) =>
        checkRule(rule, known).map((problem) => ({
          ...problem,
          path: ['campaigns', index, ...path, ...problem.path],
        })),
      )
  })
}

function idProblems(campaigns: readonly Campaign[]): readonly Problem[] {
  return campaigns.flatMap(({ id }, index) => {
    const first = campaigns.findIndex((one) => one.id === id)
    if (first === index) return []
    return [wrongValue(['campaigns', index, 'id'], `campaigns[${first}] has the id ${id} too`)]
  })
}

/** Keys that would be read and mean nothing. */
function keyProblems(campaign: Campaign, written: unknown, path: Path): readonly Problem[] {
  const has = (key: string) => isBlock(written) && key in written
  const { occasion, trigger } = campaign
  return [
    ...(occasion === undefined
      ? occasionKeys
          .filter(has)
          .map((key) => wrongKey([...path, key], `${key} means nothing without an occasion`))
      : []),
    ...(trigger !== undefined && has('lead')
      ? [
          wrongKey(
            [...path, 'lead'],
            'lead means nothing with a trigger',
            'a trigger fires on the night on which the state is entered',
          ),
        ]
      : []),
  ]
}

function variantProblems({ variants }: Campaign, path: Path): readonly Problem[] {
  return variants.flatMap(({ id }, index) => {
    const first = variants.findIndex((one) => one.id === id)
    if (first === index) return []
    return [wrongValue([...path, index, 'id'], `variants[${first}] has the id ${id} too`)]
  })
}

function quietProblems(
  { sendAt }: Campaign,
  sending: Config['sending'] | undefined,
  path: Path,
): readonly Problem[] {
  if (!sending) return []
  const { from, to } = sending.quiet
  const isQuiet = from <= to ? from <= sendAt && sendAt < to : from <= sendAt || sendAt < to
  if (!isQuiet) return []
  return [
    wrongValue(
      path,
      `${sendAt} lies within the quiet hours, from ${from} to ${to}: nothing would ever be sent`,
      'sending.quiet says which hours are quiet',
    ),
  ]
}

/** What an email needs to be sent at all. */
function senderProblems(config: Partial<Config>): readonly Problem[] {
  const { company } = config
  if (!company || company.address !== undefined) return []
  return [
    wrongValue(
      ['company'],
      'address is missing: every email says where its sender is',
      'for example: address: "12 rue Oberkampf, 75011 Paris"',
    ),
  ]
}
