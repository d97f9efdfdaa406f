/** A person’s word on a message of which it is not known whether it was sent: once more, or let go. */
import { reportCampaign } from './deliver-report.ts'
import { linesOf, readLine } from './domain/deliver/line.ts'
import { addressHashOf, subjectOf } from './domain/ledger/hash.ts'
import { messageId, type Try } from './domain/ledger/message.ts'
import { publishedNights } from './lake.ts'
import { decideUncertain, messageState, readClaim, readEntry } from './ledger.ts'
import { outboxesOf } from './outboxes.ts'
import type { Files } from './platform/ports.ts'

/**
 * Offers an uncertain message to the next run, in a file of its own beside those of its night. `gone`: no run reads the
 * files of that night any more, and the message stays uncertain. `settled`: it is not uncertain any more.
 */
export async function offerAgain(
  files: Files,
  one: Try,
  salt: string,
  now: Date,
): Promise<'offered' | 'settled' | 'gone'> {
  const claim = await readClaim(files, one)
  const at = now.toISOString()
  if (claim?.campaignId === reportCampaign) {
    const newest = (await publishedNights(files)).at(-1)
    if (!newest || claim.night !== `${newest.asOf}-${newest.attempt}`) return 'gone'
    // The next run writes it anew.
    return (await decideUncertain(files, one, 'again', at)) ? 'offered' : 'settled'
  }
  const { outboxes } = await outboxesOf(files, now)
  const box = outboxes.find(({ night }) => night === claim?.night)
  const line = box && (await lineOf(files, box.prefix, one.message, salt))
  if (!line) return 'gone'
  // Where a person’s word is all that there is, an earlier call broke off between it and the file.
  if (!(await decideUncertain(files, one, 'again', at)) && !(await isAgain(files, one)))
    return 'settled'
  // Its date may be over; that it goes out today is what the person wants.
  const again = { ...line, expires_on: at.slice(0, 10), send_zone: undefined }
  const name = `${at.slice(0, 13)}-9${now.getTime()}.ndjson`
  await files.putIfAbsent(`${box.prefix}/${name}`, `${JSON.stringify(again)}\n`)
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
