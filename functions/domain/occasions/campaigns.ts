/** The campaigns of the configuration, against those that the night before knew. */
import type { Campaign } from '../../config/campaigns.ts'
import type { Config } from '../../config.ts'
import type { Feature } from '../features/columns.ts'
import { ruleHash } from '../segments/hash.ts'
import { sha256 } from '../sha256.ts'
import type { LeapDayPolicy } from './annual-days.ts'
import { type Trigger, triggerOf } from './ready-triggers.ts'

/** A row of `campaigns`. */
export interface CampaignRow {
  readonly campaign_id: string
  readonly name: string
  readonly position: number
  readonly kind: 'life' | 'calendar' | 'trigger'
  readonly occasion: string | null
  readonly send_time: string
  readonly lead_days: number
  readonly policy: LeapDayPolicy
  readonly minimum_age: number | null
  readonly window_days: number
  readonly purpose: string
  readonly needs_consent: boolean
  readonly priority: number
  readonly cooldown_days: number
  readonly holdout_below: number
  readonly most_a_night: number | null
  readonly trigger_hash: string | null
  readonly is_new: boolean
  readonly is_baseline: boolean
  readonly is_rescheduled: boolean
}

/** What is compared of a campaign with the night before. */
export type LastCampaign = Pick<
  CampaignRow,
  'campaign_id' | 'kind' | 'occasion' | 'send_time' | 'lead_days' | 'policy' | 'trigger_hash'
>

export interface TonightCampaign {
  readonly row: CampaignRow
  readonly day?: Campaign['day']
  readonly trigger?: Trigger
  /** As the night before had it; absent for a new one. */
  readonly last?: LastCampaign
}

/** Buckets of customers: shares of them are held out, and versions divide them. */
export const buckets = 1_000_000

/** Every campaign as tonight sees it, in the order of the configuration. */
export function campaignsTonight(
  { campaigns, consent }: Pick<Config, 'campaigns' | 'consent'>,
  features: readonly Feature[],
  lastNight: readonly LastCampaign[],
): readonly TonightCampaign[] {
  return campaigns.map((campaign, i) => {
    const { id, day, occasion, trigger: named } = campaign
    const trigger = typeof named === 'string' ? triggerOf[named] : named
    const own = {
      campaign_id: id,
      kind: occasion ? 'life' : day ? 'calendar' : 'trigger',
      occasion: occasion ?? (trigger ? triggerName(named) : null),
      send_time: campaign.sendAt,
      lead_days: campaign.lead,
      policy: campaign.leapDay,
      trigger_hash: trigger ? triggerHash(trigger, features) : null,
    } as const
    const before = lastNight.find((one) => one.campaign_id === id)
    const last = before && isSame(before, own) ? before : undefined
    const row: CampaignRow = {
      ...own,
      name: campaign.name,
      position: i + 1,
      minimum_age: campaign.minimumAge ?? null,
      window_days: campaign.window,
      purpose: campaign.purpose,
      needs_consent: consent.purposes[campaign.purpose] !== 'opt-out',
      priority: campaign.priority,
      cooldown_days: campaign.cooldown,
      holdout_below: Math.round(campaign.holdout * buckets),
      most_a_night: campaign.caps.night ?? null,
      is_new: last === undefined,
      is_baseline: trigger !== undefined && last?.trigger_hash !== own.trigger_hash,
      is_rescheduled: last !== undefined && isRescheduled(last, own),
    }
    return { row, ...(day && { day }), ...(trigger && { trigger }), ...(last && { last }) }
  })
}

/** Another occasion under an old id is another campaign; another trigger is a baseline. */
const isSame = (last: LastCampaign, own: LastCampaign) =>
  last.kind === own.kind && (own.kind !== 'life' || last.occasion === own.occasion)

const isRescheduled = (last: LastCampaign, own: LastCampaign) =>
  last.send_time !== own.send_time || last.lead_days !== own.lead_days || last.policy !== own.policy

/** What a trigger’s messages are called: its name, `entered` for rules of the shop’s own. */
const triggerName = (trigger: Campaign['trigger']) =>
  typeof trigger === 'string' ? trigger : 'entered'

/** What a trigger means: the hash of its rules, each by what it means. */
function triggerHash({ enter, leave, was }: Trigger, features: readonly Feature[]): string {
  const rules = [enter, leave, was].map((rule) => rule && ruleHash(rule, features))
  return sha256(JSON.stringify(rules))
}

/** A row of `campaign_variants`. */
export interface VariantRow {
  readonly campaign_id: string
  readonly variant: string
  readonly bucket_from: number
  readonly bucket_to: number
}

/** The versions of campaigns that have several: buckets by weight, in their order. */
export const variantRows = (campaigns: readonly Campaign[]): readonly VariantRow[] =>
  campaigns
    .filter(({ variants }) => variants.length > 1)
    .flatMap(({ id, variants }) => {
      const whole = variants.reduce((sum, { weight }) => sum + weight, 0)
      const upTo = (count: number) =>
        variants.slice(0, count).reduce((sum, { weight }) => sum + weight, 0)
      const bucket = (count: number) => Math.round((upTo(count) / whole) * buckets)
      return variants.map((variant, i) => ({
        ...{ campaign_id: id, variant: variant.id },
        ...{ bucket_from: bucket(i), bucket_to: bucket(i + 1) },
      }))
    })
