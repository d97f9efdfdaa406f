/** A deployed shop that sends: a night decides, Deliver sends by SES, what SES says comes back. */
import { simpleParser } from 'mailparser'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { deliver } from '../../functions/commands/deliver.ts'
import { pause } from '../../functions/commands/pause.ts'
import { plan } from '../../functions/commands/plan.ts'
import { resume } from '../../functions/commands/resume.ts'
import { deliverAnswer } from '../../functions/delivered.ts'
import { addressHashOf } from '../../functions/domain/ledger/hash.ts'
import { personRecords } from '../../functions/ledger.ts'
import { lakeSalt } from '../../functions/secrets.ts'
import { invoke, schedules } from '../support/aws-calls.ts'
import { correctSendRights, type Right, refused, roleOf } from '../support/aws-roles.ts'
import { type DeployedShop, deployedShop } from '../support/deployed-shop.ts'
import { mailShop } from '../support/mail-shop.ts'
import { type SmtpSink, smtpSink } from '../support/smtp-sink.ts'

const bed = inject('bed')
const customers = 24
// Emails go out for some days: the night is that of yesterday, whose emails are all due.
const asOf = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)

let shop: DeployedShop
let sink: SmtpSink
beforeAll(async () => {
  sink = await smtpSink(
    () => 'accept',
    (raw) => raw,
    bed.smtp,
  )
  shop = await deployedShop(bed, asOf, {
    ...{ name: 'Mail', mail: 'shop.example' },
    async fill(folder) {
      mailShop(folder, { asOf, customers, links: 'https://links.shop.example' })
    },
  })
  await correctSendRights(bed, await roleOf(bed, shop.outputs.Deliver ?? ''))
})
afterAll(async () => {
  await sink?.close()
  shop?.close()
})

const call = async () => deliverAnswer.parse(await invoke(bed, shop.outputs.Deliver ?? '', {}))

it('is deployed with a schedule of five minutes, and has nothing to send before the first night', async () => {
  expect(await schedules(bed)).toContain('rate(5 minutes)')
  expect(await call()).toEqual({ status: 'nothing', why: 'no night is published yet' })
})

describe('after a night', () => {
  beforeAll(async () => {
    await shop.push()
    expect((await shop.run()).code).toBe(0)
  }, 600_000)

  it('sends nothing while it is paused, and says so', async () => {
    expect((await shop.nocturne(pause)).out).toContain('no email goes out')
    const { code, out } = await shop.nocturne(deliver)
    expect(code).toBe(1)
    expect(out).toContain('Stopped: sending is paused since')
    expect(out).toContain(`${customers} emails for a later run`)
    expect((await shop.nocturne(plan)).out).toContain('paused since')
    expect(sink.received).toEqual([])
    expect((await shop.nocturne(resume)).out).toContain('Sending goes on')
  })

  it('sends each email once, as a mail server takes it', async () => {
    const { code, out } = await shop.nocturne(deliver)
    expect(out).toContain(`${customers} emails sent\n`)
    expect(code).toBe(0)
    // The emulator answers first and hands the message over after that.
    await expect.poll(() => sink.received.length, { timeout: 20_000 }).toBe(customers)
    const wanted = Array.from({ length: customers }, (_, at) => `c${at + 1}@example.com`)
    expect(sink.received.flatMap(({ to }) => to).sort()).toEqual(wanted.sort())
    for (const { raw, to } of sink.received) {
      const mail = await simpleParser(raw)
      expect([mail.to].flat().flatMap((one) => one?.value ?? [])).toEqual([
        { name: '', address: to[0] },
      ])
      expect(mail.from?.value).toEqual([{ name: 'Shop', address: 'hello@shop.example' }])
      expect(mail.text).toContain(`Happy birthday, Name ${to[0]?.slice(1, -12)}!`)
      expect(mail.headerLines.map(({ line }) => line)).toContain(
        'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
      )
    }
  })

  it('sends none of them again, whoever calls', async () => {
    const [one, two] = await Promise.all([call(), call()])
    for (const answer of [one, two]) expect(answer).toMatchObject({ counts: {}, later: 0 })
    expect((await shop.nocturne(deliver)).out).toContain('0 emails sent')
    expect(sink.received).toHaveLength(customers)
    const rows = (await shop.lake.list('sends')).filter((key) => key.endsWith('.ndjson'))
    expect(rows).toHaveLength(1)
  })

  it('takes in what SES says of one, and stops what must stop', async () => {
    const claims = (await shop.lake.list('ledger')).filter((key) => key.endsWith('.claim.json'))
    expect(claims).toHaveLength(customers)
    const [key = ''] = claims
    const [, period, hash] = /^ledger\/([^/]+)\/messages\/([^/]+)\//.exec(key) ?? []
    const { addressHash } = JSON.parse((await shop.lake.read(key)) ?? '{}')
    const salt = await lakeSalt(shop.lake, () => new Uint8Array(32))
    const addresses = sink.received.flatMap(({ to }) => to)
    expect(addresses.map((one) => addressHashOf(salt, one))).toContain(addressHash)
    const event = {
      'detail-type': 'Email Bounced',
      source: 'aws.ses',
      detail: {
        eventType: 'Bounce',
        bounce: { bounceType: 'Permanent', timestamp: `${asOf}T12:00:00.000Z` },
        mail: {
          timestamp: `${asOf}T11:59:00.000Z`,
          tags: { 'nocturne-message': [`${period}_${hash}_1`] },
        },
      },
    }
    const events = shop.outputs.MailEvents ?? ''
    expect(await invoke(bed, events, event)).toEqual({ taken: true })
    expect(await invoke(bed, events, event)).toEqual({ taken: true })
    expect(await invoke(bed, events, { source: 'aws.ses', detail: {} })).toEqual({ taken: false })
    expect(await personRecords(shop.lake, addressHash)).toMatchObject([{ kind: 'bounced' }])
    expect(await shop.lake.list(`sends/${asOf}/events`)).toHaveLength(1)
  })
})

describe('the roles', () => {
  const bucket = () => `arn:aws:s3:::${shop.deployment.bucket}`
  const forbidden = (more: readonly Right[]): readonly Right[] => [
    ['athena:StartQueryExecution', `arn:aws:athena:${bed.region}:000000000000:workgroup/mail`],
    ['glue:GetTable', `arn:aws:glue:${bed.region}:000000000000:table/mail/customers`],
    ['s3:GetObject', `${bucket()}/personal/${asOf}/1/customers/1/part.parquet`],
    ['s3:PutObject', `${bucket()}/published/${asOf}/2.json`],
    ['s3:PutObject', `${bucket()}/ledger/pause/now.resumed`],
    ['s3:DeleteObject', `${bucket()}/ledger/people/a/b.json`],
    ...more,
  ]
  const words = (rights: readonly Right[]) => rights.map(([action, on]) => `${action} ${on}`)

  it('of Deliver cannot query, nor take back that somebody said no', async () => {
    const role = await roleOf(bed, shop.outputs.Deliver ?? '')
    const rights = forbidden([['s3:PutObject', `${bucket()}/ledger/people/a/granted.json`]])
    expect(await refused(bed, role, rights)).toEqual(words(rights))
  })

  it('of MailEvents cannot send, read who is who, or read the secrets', async () => {
    const role = await roleOf(bed, shop.outputs.MailEvents ?? '')
    const rights = forbidden([
      ['ses:SendRawEmail', '*'],
      ['s3:GetObject', `${bucket()}/ledger/secrets/link-key-1.json`],
      ['s3:GetObject', `${bucket()}/personal/${asOf}/1/outbox_files/a.ndjson`],
    ])
    expect(await refused(bed, role, rights)).toEqual(words(rights))
  })

  it('of Night cannot send, nor write what Deliver answers for', async () => {
    const role = await roleOf(bed, shop.outputs.Night ?? '')
    const rights: readonly Right[] = [
      ['ses:SendRawEmail', '*'],
      ['s3:PutObject', `${bucket()}/ledger/2026/messages/a/1.claim.json`],
      ['s3:PutObject', `${bucket()}/sends/${asOf}/a.ndjson`],
    ]
    expect(await refused(bed, role, rights)).toEqual(words(rights))
  })
})
