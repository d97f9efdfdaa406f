/** A person’s word on a message of which it is not known whether it was sent: once more, or let go. */
import { reportCampaign } from './deliver-report.ts'
import { linesOf, readLine } from './domain/deliver/line.ts'
import { addressHashOf, subjectOf } from './domain/ledger/hash.ts'
import { messageId, type Try } from './domain/ledger/message.ts'
import { outboxPrefix } from './lake.ts'
import { decideUncertain, messageState, readClaim, readEntry } from './ledger.ts'
import type { Files } from './platform/ports.ts'

/**
 * Offers an uncertain message to the next run, in a file of its own beside those of its night. `gone`: the night’s files
 * are there no longer. `settled`: it is not uncertain any more.
 */
export async function offerAgain(
  files: Files,
  one: Try,
  salt: string,
  now: Date,
): Promise<'offered' | 'settled' | 'gone'> {
  const claim = await readClaim(files, one)
  const at = now.toISOString()
  // The next run writes it anew.
  if (claim?.campaignId === reportCampaign)
    return (await decideUncertain(files, one, 'again', at)) ? 'offered' : 'settled'
  const [, asOf = '', attempt = ''] = /^(\d{4}-\d\d-\d\d)-(\d+)$/.exec(claim?.night ?? '') ?? []
  if (!asOf) return 'gone'
  const prefix = outboxPrefix({ asOf, attempt: Number(attempt) })
  const line = await lineOf(files, prefix, one.message, salt)
  if (!line) return 'gone'
  // Where a person’s word is all that there is, an earlier call broke off between it and the file.
  if (!(await decideUncertain(files, one, 'again', at)) && !(await isAgain(files, one)))
    return 'settled'
  // Its date may be over; that it goes out today is what the person wants.
  const again = { ...line, expires_on: at.slice(0, 10), send_zone: undefined }
  const name = `${at.slice(0, 13)}-9${now.getTime()}.ndjson`
  await files.putIfAbsent(`${prefix}/${name}`, `${JSON.stringify(again)}\n`)
  return 'offered'
}

async function isAgain(files: Files, { message, number }: Try): Promise<boolean> {
  if ((await readEntry(files, { message, number }, 'again')) === undefined) return false
  const state = await messageState(files, message)
  return state.status === 'free' && state.next === number + 1
}

async function lineOf(files: Files, prefix: string, message: string, salt: string) {
  for (const key of await files.list(prefix)) {
    for (const text of linesOf((await files.read(key)) ?? '')) {
      const line = readLine(text)
      if (!line) continue
      const id = messageId({
        subject: subjectOf(salt, line.customer_id),
        addressHash: addressHashOf(salt, line.address),
        ...{ campaignId: line.campaign_id, occasion: line.occasion },
        ...{ occurrence: line.occurrence, occasionOn: line.occasion_on },
      })
      if (id === message) return line
    }
  }
  return undefined
}
