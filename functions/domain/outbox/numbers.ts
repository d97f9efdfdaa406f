/** The numbers that a message was decided on, in words. */
import type { Config } from '../../config.ts'
import { buckets } from '../occasions/campaigns.ts'
import { fullDate } from '../report/dates.ts'
import { count, percent, plural } from '../report/format.ts'

/** What of a row of `outbox` the numbers are made from. */
export interface Numbers {
  readonly campaign_id: string
  readonly reason: string | null
  readonly send_on: string | null
  readonly expires_on: string | null
  readonly purpose: string | null
  readonly sent_on_day: number | null
  readonly sent_in_week: number | null
  readonly last_sent_on: string | null
  readonly holdout_bucket: number | null
  readonly campaign_bucket: number | null
  readonly won_by: string | null
}

/** The numbers behind a reason; nothing where it has none. */
export function numbersInWords(
  row: Numbers,
  { sending, campaigns }: Pick<Config, 'sending' | 'campaigns'>,
): string {
  const campaign = campaigns.find(({ id }) => id === row.campaign_id)
  const day = row.send_on ? fullDate(row.send_on) : 'that day'
  const emails = (value: number | null) => `${count(value ?? 0)} ${plural(value ?? 0, 'email')}`
  switch (row.reason) {
    case 'expired':
      return row.expires_on ? `its last date was ${fullDate(row.expires_on)}` : ''
    case 'no-consent':
      return row.purpose ? `purpose ${row.purpose}` : ''
    case 'held-out':
      return bucketInWords(row.holdout_bucket, sending.holdout)
    case 'held-out-campaign':
      return bucketInWords(row.campaign_bucket, campaign?.holdout)
    case 'quiet-hours':
      return `quiet from ${sending.quiet.from} to ${sending.quiet.to}, the email at ${campaign?.sendAt ?? 'its time'}`
    case 'day-cap':
      return `${emails(row.sent_on_day)} on ${day} already, ${count(sending.caps.day)} ${plural(sending.caps.day, 'is', 'are')} allowed`
    case 'week-cap':
      return `${emails(row.sent_in_week)} in the seven days up to ${day}, ${count(sending.caps.week)} ${plural(sending.caps.week, 'is', 'are')} allowed`
    case 'cooldown':
      return `it wrote on ${row.last_sent_on ? fullDate(row.last_sent_on) : 'an earlier day'}, and not again within ${count(campaign?.cooldown ?? 0)} days`
    case 'another-won':
      return row.won_by ? `${nameOf(row.won_by, campaigns)} writes instead` : ''
    case 'night-cap':
      return campaign?.caps.night === undefined ? '' : `${count(campaign.caps.night)} a night`
    default:
      return ''
  }
}

function bucketInWords(bucket: number | null, share: number | undefined): string {
  if (bucket === null || share === undefined) return ''
  return `bucket ${count(bucket)} of ${count(buckets)}, below ${count(Math.round(share * buckets))} (${percent(share)})`
}

const nameOf = (id: string, campaigns: Config['campaigns']) =>
  campaigns.find((one) => one.id === id)?.name ?? id
