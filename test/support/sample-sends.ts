/** What could have come of emails of the sample shop, put below `sends/` and into the ledger before a night. */
import { subjectOf } from '../../functions/domain/ledger/hash.ts'
import { messageId, type Try } from '../../functions/domain/ledger/message.ts'
import { nextDay } from '../../functions/domain/time.ts'
import { recordEntry, recordPerson } from '../../functions/ledger.ts'
import type { Files } from '../../functions/platform/ports.ts'
import { sharedSalt } from './salt.ts'

const statuses = ['sent', 'sent', 'sent', 'sent', 'uncertain', 'uncertain', 'skipped', 'failed']

/** Twenty emails of the date before a night, events of some, and a word of one customer. */
export async function putSampleSends(files: Files, asOf: string): Promise<void> {
  const salt = await sharedSalt(files)
  const date = nextDay(asOf, -1)
  const at = `${date}T08:00:00.000Z`
  const sent = Array.from({ length: 20 }, (_, i) => {
    const subject = subjectOf(salt, `C${String(i + 1).padStart(7, '0')}`)
    const what = { occasion: 'birth_date', occurrence: date }
    const campaign = i % 2 ? 'birthday' : 'win-back'
    const id = messageId({
      ...{ ...what, subject, campaignId: campaign, addressHash: '', occasionOn: date },
    })
    return { i, subject, id, row: { ...what, campaign_id: campaign } }
  })
  const lines = sent.map(({ i, subject, id, row }) => {
    const status = statuses[i % statuses.length]
    const reason = status === 'sent' ? null : 'broke-off'
    return JSON.stringify({
      ...{ message_id: id, subject, ...row, variant: i % 3 ? null : 'a', purpose: 'marketing' },
      ...{ night: `${date}-1`, status, reason, at },
    })
  })
  await files.putIfAbsent(`sends/${date}/${date}-1-${date}T08-0001.ndjson`, lines.join('\n'))
  const tell = (i: number, kind: string) =>
    files.putIfAbsent(
      `sends/events/${date}/${sent[i]?.id}_1.${kind}.${date.replaceAll('-', '')}T090000.${100 + i}Z.json`,
      '{}',
    )
  for (let i = 0; i < 12; i += 1) await tell(i, 'delivery')
  for (const i of [0, 1, 2, 8]) await tell(i, 'open')
  for (const [i, kind] of [
    [1, 'click'],
    [3, 'bounce'],
    [9, 'complaint'],
    [12, 'reject'],
  ] as const)
    await tell(i, kind)
  const one: Try = { message: sent[13]?.id ?? '', number: 1 }
  await recordEntry(files, one, 'uncertain', { at, by: 'test', reason: 'broke-off' })
  await recordEntry(files, one, 'let-go', { at, by: 'person' })
  const no = { at: `${date}T10:00:00.000Z`, source: 'link' }
  await recordPerson(files, sent[2]?.subject ?? '', {
    ...no,
    kind: 'withdrawn',
    purpose: 'marketing',
  })
  await recordPerson(files, sent[9]?.subject ?? '', { ...no, kind: 'complained' })
}
