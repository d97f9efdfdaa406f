/** Sends the nightly report to the shop’s own people: each of them once a night, by the same ledger as all emails. */
import { z } from 'zod'
import type { Config } from './config.ts'
import type { Delivery } from './deliver.ts'
import { knownState, recordAnswer } from './deliver-outcome.ts'
import { mimeMessage } from './domain/email/mime.ts'
import { addressHashOf } from './domain/ledger/hash.ts'
import { type Message, messageId, type Try, tryText } from './domain/ledger/message.ts'
import { refusal } from './domain/ledger/people.ts'
import type { ReportMail } from './domain/report/mail.ts'
import { instantOf, nextDay } from './domain/time.ts'
import { publishedNights, readPublished } from './lake.ts'
import { claimTry, messageState, personRecords } from './ledger.ts'

export interface ReportDelivery
  extends Pick<Delivery, 'files' | 'mailer' | 'clock' | 'run' | 'salt' | 'openFor'> {
  readonly from: Delivery['company']['from']
  readonly config: Pick<Config, 'company' | 'report'>
}

/** Reports by what became of them, e.g. `sent`, `uncertain`; what an earlier run did is not among them. */
export type DeliveredReports = Readonly<Record<string, number>>

/** No campaign can be called so. */
export const reportCampaign = 'nightly_report'

/** Sends the newest night’s report to whom it was not sent yet. Called again, or twice at once, it sends nothing twice. */
export async function deliverReport(delivery: ReportDelivery): Promise<DeliveredReports> {
  const { config, mailer } = delivery
  const { to } = config.report.mail
  const counts: Record<string, number> = {}
  if (to.length === 0) return counts
  const night = await nightDue(delivery)
  if (!night) return counts
  let { left } = await mailer.limits()
  for (const address of new Set(to)) {
    if (left <= 0) break
    const became = await sendTo(address, night, delivery)
    if (became === 'known') continue
    left -= 1
    counts[became] = (counts[became] ?? 0) + 1
  }
  return counts
}

interface Due {
  readonly night: string
  readonly asOf: string
  readonly mail: ReportMail
  /** The page that goes along. */
  readonly page: string | undefined
}

/** The newest night, if it is of these days, has an email, and its hour has come. */
async function nightDue({ files, clock, config }: ReportDelivery): Promise<Due | undefined> {
  const now = clock.now().toISOString()
  const night = (await publishedNights(files)).at(-1)
  if (!night || night.asOf < nextDay(now.slice(0, 10), -7)) return undefined
  const { at } = config.report.mail
  if (at !== undefined && now < instantOf(night.asOf, at, config.company.timeZone)) return undefined
  const { prefix } = await readPublished(files, night)
  const text = await files.read(`${prefix}/mail.json`)
  if (text === undefined) return undefined
  const mail = mailBody.parse(JSON.parse(text))
  const page = mail.isAttached ? await files.read(`${prefix}/index.html`) : undefined
  return { night: `${night.asOf}-${night.attempt}`, asOf: night.asOf, mail, page }
}

const mailBody: z.ZodType<ReportMail> = z.strictObject({
  subject: z.string(),
  html: z.string(),
  text: z.string(),
  isAttached: z.boolean(),
})

/** `known`: an earlier run did it, or another one does. */
async function sendTo(to: string, due: Due, delivery: ReportDelivery): Promise<string> {
  const { files, clock, run, salt } = delivery
  const addressHash = addressHashOf(salt, to)
  const message: Message = {
    ...{ subject: addressHash, addressHash, campaignId: reportCampaign, occasion: 'night' },
    ...{ occurrence: due.asOf, occasionOn: due.asOf },
  }
  const id = messageId(message)
  const state = await messageState(files, id)
  if (state.status === 'open') {
    const { openFor = 900_000 } = delivery
    const known = await knownState(id, state, { ...delivery, openFor })
    return known === 'later' ? 'known' : known.status
  }
  if (state.status !== 'free') return 'known'
  const refused = refusal(await personRecords(files, addressHash), reportCampaign)
  if (refused) return `skipped ${refused}`
  const one = { message: id, number: state.next }
  const raw = await rawMessage(to, one, due, delivery)
  const claimed = await claimTry(files, one, {
    ...{ version: 1, owner: { run, number: one.number }, at: clock.now().toISOString() },
    ...{ ...message, variant: null, purpose: reportCampaign, night: due.night },
  })
  if (!claimed) return 'known'
  const sending = await delivery.mailer.send({
    ...{ from: delivery.from.address, to, raw, messageId: tryText(one) },
    tags: { 'nocturne-campaign': reportCampaign },
  })
  const became = await recordAnswer(one, sending, delivery)
  return became === 'later' ? 'for a later run' : became.status
}

const rawMessage = (
  to: string,
  one: Try,
  { mail, page, asOf }: Due,
  { from, clock }: ReportDelivery,
): Promise<Uint8Array> =>
  mimeMessage({
    ...{ email: mail, from, to, id: tryText(one), date: clock.now() },
    headers: { 'Auto-Submitted': 'auto-generated' },
    attachments: page === undefined ? [] : [{ name: `report-${asOf}.html`, html: page }],
  })
