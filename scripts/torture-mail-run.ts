/** One run of deliver that says what it claims and what it settles, for `torture-mail.ts` to kill in the middle of. */
import { randomUUID } from 'node:crypto'
import { writeSync } from 'node:fs'
import { deliver } from '../functions/deliver.ts'
import type { Files } from '../functions/platform/ports.ts'
import { filesAt, mailerTo } from '../test/support/mail-places.ts'
import { delivery, runningClock, storedEmail } from '../test/support/outbox.ts'

const [lake = '', to = '', rate = '40'] = process.argv.slice(2)
const say = (word: string, key: string) => writeSync(1, `${word} ${key.split('/').at(-2)}\n`)

const plain = filesAt(lake)
const files: Files = {
  ...plain,
  async putIfAbsent(key, body) {
    const isClaim = key.endsWith('.claim.json')
    if (isClaim) say('claims', key)
    const put = await plain.putIfAbsent(key, body)
    if (isClaim ? !put : /\.(sent|failed|uncertain|back)\.json$/.test(key)) say('settled', key)
    return put
  },
}

await deliver(
  delivery(files, mailerTo(to, Number(rate)), {
    ...{ run: randomUUID(), clock: runningClock(), backOff: 20 },
    emailOf: () => storedEmail(files),
  }),
)
