import { expect, it } from 'vitest'
import { deliver } from '../../functions/deliver.ts'
import { addressHashOf, subjectOf } from '../../functions/domain/ledger/hash.ts'
import { mailEventsHandler } from '../../functions/lambda/mail-events-handler.ts'
import { personRecords } from '../../functions/ledger.ts'
import type { Files } from '../../functions/platform/ports.ts'
import { delivery, line, memoryFiles, now, putOutbox, salt } from '../support/outbox.ts'
import { recorded } from '../support/ses-events.ts'

async function sentLake() {
  const files = memoryFiles()
  await putOutbox(files, [line(1)])
  let id = ''
  await deliver(
    delivery(files, {
      async send({ messageId }) {
        id = messageId
        return { status: 'accepted', id: 's' }
      },
      limits: async () => ({ perSecond: 10, left: 10, isSandbox: false }),
    }),
  )
  return { files, id }
}

const address = addressHashOf(salt, 'c1@example.com')
const subject = subjectOf(salt, 'c1')

it.each([
  ['bounce', [['bounced'], []]],
  ['complaint', [['complained'], ['complained']]],
  ['delivery', [[], []]],
])('takes in a %s as SES words it, twice as once, and logs no address', async (name, kinds) => {
  const { files, id } = await sentLake()
  const lines: string[] = []
  const handler = mailEventsHandler({ files, now: () => now, write: (text) => lines.push(text) })
  for (let times = 0; times < 2; times += 1)
    expect(await handler(recorded(name, id))).toEqual({ taken: true })
  const found = await Promise.all([personRecords(files, address), personRecords(files, subject)])
  expect(found.map((records) => records.map(({ kind }) => kind))).toEqual(kinds)
  const kept = await files.list('sends/events')
  expect(kept).toHaveLength(1)
  expect(lines.map((text) => JSON.parse(text))).toEqual([
    { mailEvent: name, taken: true },
    { mailEvent: name, taken: true },
  ])
  const rows = kept.map((key) => files.objects.get(key)).join('')
  expect(`${lines.join('')}${rows}`).not.toMatch(/@|example\.com/)
})

it.each([
  ['a message of somebody else', (name: string) => recorded(name, 'x')],
  ['a message that was never claimed', () => recorded('bounce', `2026_${'0'.repeat(64)}_1`)],
  ['nothing', () => ({})],
  ['no event', () => null],
])('leaves alone what is about %s', async (_, made) => {
  const { files } = await sentLake()
  const before = files.objects.size
  const handler = mailEventsHandler({ files, now: () => now, write() {} })
  expect(await handler(made('bounce'))).toEqual({ taken: false })
  expect(files.objects.size).toBe(before)
})

it('throws where the lake cannot be written, so that the event comes again', async () => {
  const { files, id } = await sentLake()
  const broken: Files = {
    ...files,
    async putIfAbsent() {
      throw new Error('SlowDown')
    },
  }
  const handler = mailEventsHandler({ files: broken, now: () => now, write() {} })
  await expect(handler(recorded('bounce', id))).rejects.toThrow('SlowDown')
})
