/** Where tortured messages go, and where the ledger of them lies: a mail server, a folder, or AWS. */
import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import { SESClient, VerifyDomainIdentityCommand } from '@aws-sdk/client-ses'
import type { Random } from '../../functions/domain/math/random.ts'
import { s3Files } from '../../functions/platform/aws/s3-files.ts'
import { sesClientOptions, sesMailer } from '../../functions/platform/aws/ses-mailer.ts'
import { emlMailer } from '../../functions/platform/local/eml-mailer.ts'
import { folderFiles } from '../../functions/platform/local/files.ts'
import { smtpMailer } from '../../functions/platform/local/smtp-mailer.ts'
import type { Files, Mailer } from '../../functions/platform/ports.ts'
import { freePort } from './free-port.ts'
import { type SesFate, sesProxy } from './ses-proxy.ts'
import { type MailFate, smtpSink } from './smtp-sink.ts'

/** A mail server, a folder, SES with a folder as its lake, or SES with S3. */
export type PlaceName = 'smtp' | 'eml' | 'ses' | 'aws'

export interface MailPlace {
  /** What a process is told so that it finds the lake, and who takes its messages. */
  readonly words: readonly [lake: string, to: string]
  readonly files: Files
  readonly mailer: Mailer
  /** From now on nothing goes wrong. */
  calm(): void
  /** The tries that have arrived; one that came twice stands there twice. */
  arrived(): readonly string[]
  /** Waits for what is still on its way. */
  settle(): Promise<void>
  /** Messages that may have been taken although nobody was told so. */
  lostAnswers(): number
  close(): Promise<void>
}

/** A new place, with its files below a folder. */
export const mailPlace = (name: PlaceName, root: string, random: Random): Promise<MailPlace> =>
  places[name](root, random)

const places: Readonly<Record<PlaceName, (root: string, random: Random) => Promise<MailPlace>>> = {
  smtp: smtpPlace,
  eml: emlPlace,
  ses: sesPlace,
  aws: awsPlace,
}

async function smtpPlace(root: string, random: Random): Promise<MailPlace> {
  let isCalm = false
  const sink = await smtpSink(() => (isCalm ? 'accept' : smtpFate(random)), idOf)
  const lake = join(root, 'lake')
  const words = [lake, String(sink.port)] as const
  return {
    ...{ words, files: folderFiles(lake), mailer: mailerTo(words[1], 1000) },
    calm() {
      isCalm = true
    },
    arrived: () => sink.received.map(({ raw }) => raw),
    async settle() {},
    lostAnswers: () => sink.fates.lose + sink.fates.reset,
    close: sink.close,
  }
}

async function emlPlace(root: string): Promise<MailPlace> {
  const [lake, mail] = [join(root, 'lake'), join(root, 'mail')]
  return {
    ...{ words: [lake, mail], files: folderFiles(lake), mailer: mailerTo(mail, 1000) },
    calm() {},
    arrived: () => emlNames(mail).map((name) => name.replace(/(-copy-\d+)?\.eml$/, '')),
    async settle() {},
    lostAnswers: () => 0,
    async close() {},
  }
}

async function sesPlace(root: string, random: Random): Promise<MailPlace> {
  return emulated(root, random, () => join(root, 'lake'))
}

async function awsPlace(root: string, random: Random): Promise<MailPlace> {
  return emulated(root, random, (endpoint) => endpoint)
}

/** SES of the emulator behind a proxy on which things go wrong, and with a mail server behind it. */
async function emulated(
  root: string,
  random: Random,
  lakeAt: (endpoint: string) => string,
): Promise<MailPlace> {
  const sink = await smtpSink(
    () => 'accept',
    () => '',
  )
  const port = await freePort()
  const folder = join(root, 'ministack')
  const script = join(import.meta.dirname, 'ministack.sh')
  execFileSync(script, ['start', folder, String(port)], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, SMTP_HOST: `127.0.0.1:${sink.port}` },
  })
  const endpoint = `http://127.0.0.1:${port}`
  await s3At(endpoint).send(new CreateBucketCommand({ Bucket: bucket }))
  const ses = new SESClient({ ...client, endpoint })
  await ses.send(new VerifyDomainIdentityCommand({ Domain: 'alder.example' }))
  let isCalm = false
  const proxy = await sesProxy(endpoint, () => (isCalm ? 'accept' : sesFate(random)))
  const taken = () => proxy.taken.values().reduce((sum, tries) => sum + tries.length, 0)
  return {
    words: [lakeAt(endpoint), proxy.url],
    ...{ files: filesAt(lakeAt(endpoint)), mailer: mailerTo(proxy.url, 1000) },
    calm() {
      isCalm = true
    },
    /** SES gives messages ids of its own: which try arrived is known by its address, and the tag that went with it. */
    arrived() {
      const counts = new Map<string, number>()
      return sink.received.map(({ to: [address = ''] }) => {
        const before = counts.get(address) ?? 0
        counts.set(address, before + 1)
        const tries = proxy.taken.get(address) ?? []
        return tries[before] ?? tries.at(-1) ?? `${address} was never sent to`
      })
    },
    async settle() {
      for (let waits = 0; sink.received.length < taken() && waits < 200; waits += 1)
        await setTimeout(100)
    },
    lostAnswers: () => proxy.fates.lose + proxy.fates.cut + proxy.fates.fail + proxy.fates.reset,
    async close() {
      proxy.close()
      await sink.close()
      execFileSync(script, ['stop', folder], { stdio: 'ignore' })
    },
  }
}

const bucket = 'lake'
const client = {
  region: 'eu-west-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
}
const s3At = (endpoint: string) =>
  new S3Client({ ...client, endpoint, forcePathStyle: true, maxAttempts: 8 })

/** The lake that a place’s first word names. */
export const filesAt = (lake: string): Files =>
  lake.startsWith('http') ? s3Files(s3At(lake), bucket) : folderFiles(lake)

/** The mailer that a place’s second word names, at most so many a second. */
export function mailerTo(to: string, perSecond: number): Mailer {
  const limits = async () => ({ perSecond, left: 1e9, isSandbox: false })
  const host = { host: '127.0.0.1', port: Number(to), isSecure: false, perSecond }
  const mailer = /^\d+$/.test(to)
    ? smtpMailer({ ...host, patience: 10_000 })
    : to.startsWith('http')
      ? sesMailer(new SESClient({ ...client, ...sesClientOptions, endpoint: to }), undefined)
      : emlMailer(to)
  return { ...mailer, limits }
}

function smtpFate(random: Random): MailFate {
  const drawn = random()
  if (drawn < 0.03) return 'lose'
  if (drawn < 0.06) return 'throttle'
  if (drawn < 0.08) return 'throttle-late'
  if (drawn < 0.1) return 'refuse'
  return drawn < 0.12 ? 'reset' : 'accept'
}

function sesFate(random: Random): SesFate {
  const drawn = random()
  if (drawn < 0.02) return 'lose'
  if (drawn < 0.03) return 'cut'
  if (drawn < 0.08) return 'throttle'
  if (drawn < 0.1) return 'refuse'
  if (drawn < 0.11) return 'fail'
  return drawn < 0.12 ? 'reset' : 'accept'
}

/** The try that a message’s own header names. */
function idOf(raw: string): string {
  const [, id] = /^Message-ID:\s*<([\w-]+)@/im.exec(raw) ?? []
  if (id === undefined) throw new Error('a message without an id')
  return id
}

function emlNames(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.eml'))
  } catch {
    return []
  }
}
