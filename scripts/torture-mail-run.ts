/** One run of deliver that says what it claims and what it settles, for `torture-mail.ts` to kill in the middle of. */
import { randomUUID } from 'node:crypto'
import { writeSync } from 'node:fs'
import { deliver } from '../functions/deliver.ts'
import { emlMailer } from '../functions/platform/local/eml-mailer.ts'
import { folderFiles } from '../functions/platform/local/files.ts'
import { smtpMailer } from '../functions/platform/local/smtp-mailer.ts'
import type { Files } from '../functions/platform/ports.ts'
import { delivery, runningClock, storedEmail } from '../test/support/outbox.ts'

const [lake = '', to = '', rate = '40'] = process.argv.slice(2)
const perSecond = Number(rate)
const say = (word: string, key: string) => writeSync(1, `${word} ${key.split('/').at(-2)}\n`)

const plain = folderFiles(lake)
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

const mailer = /^\d+$/.test(to)
  ? smtpMailer({
      ...{ host: '127.0.0.1', port: Number(to), isSecure: false, perSecond, patience: 10_000 },
    })
  : { ...emlMailer(to), limits: async () => ({ perSecond, left: 1e9, isSandbox: false }) }

await deliver(
  delivery(files, mailer, {
    ...{ run: randomUUID(), clock: runningClock(), backOff: 20 },
    emailOf: () => storedEmail(files),
  }),
)
