/** What holds a night’s emails back, as a person is told it. */
import { z } from 'zod'
import type { Config } from '../../config.ts'
import { numberCell } from '../cells.ts'
import { count, plural } from '../report/format.ts'

/** What a night wanted to send and does not: how many emails, why, and which campaigns they are of. */
export interface HeldBack {
  readonly emails: number
  /** Each limit that was passed, and what is usual. */
  readonly reasons: readonly string[]
  readonly campaigns: readonly HeldCampaign[]
}

export interface HeldCampaign {
  readonly id: string
  readonly emails: number
  /** The least and the most that a night has sent of it; absent when none has. */
  readonly usual?: readonly [number, number]
  /** Why so many, where the configuration tells. */
  readonly remark?: string
}

/** A row of `outbox_brakes`. */
const brake = z.object({
  kind: z.enum(['emails', 'segment']),
  id: z.string(),
  tonight: numberCell,
  usual_low: numberCell.nullable(),
  usual_high: numberCell.nullable(),
  most: numberCell,
})
type Brake = Readonly<z.output<typeof brake>>

const campaign = z.object({
  campaign_id: z.string(),
  planned: numberCell,
  usual_low: numberCell.nullable(),
  usual_high: numberCell.nullable(),
})

/** What the night decided in all, and which limits it passed. */
export const decidedQuestions = {
  totals: {
    sql: `select sum(due) as due, sum(planned) as planned, sum(capped) as capped
from campaign_results`,
    columns: ['due', 'planned', 'capped'],
  },
  brakes: {
    sql: `select kind, id, tonight, usual_low, usual_high, most
from outbox_brakes
order by kind, id`,
    columns: ['kind', 'id', 'tonight', 'usual_low', 'usual_high', 'most'],
  },
} as const

/** Which campaigns the emails are of, and how many of each nights have sent before. */
export const campaignsQuery = `select
    campaign_results.campaign_id,
    campaign_results.planned,
    usual.usual_low,
    usual.usual_high
from campaign_results
left join (
    select campaign_id, min(emails) as usual_low, max(emails) as usual_high
    from (
        select campaign_id, decided_on, count(*) as emails
        from exposures
        group by campaign_id, decided_on
    ) as nights
    group by campaign_id
) as usual on campaign_results.campaign_id = usual.campaign_id
where campaign_results.planned > 0
order by planned desc, campaign_id`

type Row = Readonly<Record<string, string | number | boolean | null>>

/** Undefined where nothing is held back. */
export function heldBack(
  config: Pick<Config, 'campaigns'>,
  emails: number,
  brakes: readonly Row[],
  campaigns: readonly Row[],
): HeldBack | undefined {
  if (brakes.length === 0) return undefined
  return {
    emails,
    reasons: brakes.map((row) => reason(brake.parse(row))),
    campaigns: campaigns.map((row) => heldCampaign(config, campaign.parse(row))),
  }
}

/** What is said first of them. */
export const heldText = ({ emails, reasons }: HeldBack): string =>
  `${count(emails)} ${plural(emails, 'email is', 'emails are')} held back: ${reasons.join('; ')}`

/** The same with what to do about it, where there is room for a line only. */
export const heldSentence = (held: HeldBack, asOf: string, flag: string): string =>
  `${heldText(held)}; nocturne release ${asOf}${flag} lets them go`

function reason({ kind, id, tonight, usual_low, usual_high, most }: Brake): string {
  const usual =
    usual_low === null || usual_high === null
      ? 'no night has sent any yet'
      : `usual ${range(usual_low, usual_high)}${kind === 'emails' ? ' a night' : ''}`
  const what = kind === 'segment' ? `segment ${id} has ${count(tonight)} customers, ` : ''
  return `${what}${usual}, limit ${count(most)}`
}

const range = (low: number, high: number) =>
  low === high ? count(low) : `${count(low)} to ${count(high)}`

function heldCampaign(
  { campaigns }: Pick<Config, 'campaigns'>,
  { campaign_id, planned, usual_low, usual_high }: Readonly<z.output<typeof campaign>>,
): HeldCampaign {
  const config = campaigns.find(({ id }) => id === campaign_id)
  return {
    id: campaign_id,
    emails: planned,
    ...(usual_low !== null && usual_high !== null && { usual: [usual_low, usual_high] as const }),
    ...(config && !config.where && !config.trigger && { remark: 'no where: for everybody' }),
  }
}
