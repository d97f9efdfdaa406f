/**
 * A deployed shop that sends, the whole way round: a night decides, Deliver sends by SES when its schedule says so,
 * customers and SES answer, somebody is erased, and the next night and its emails go by all of it.
 */
import { simpleParser } from 'mailparser'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { deliver } from '../../functions/commands/deliver.ts'
import { erase } from '../../functions/commands/erase.ts'
import { pause } from '../../functions/commands/pause.ts'
import { plan } from '../../functions/commands/plan.ts'
import { resume } from '../../functions/commands/resume.ts'
import { run } from '../../functions/commands/run.ts'
import { deliverAnswer } from '../../functions/delivered.ts'
import { addressHashOf, subjectOf } from '../../functions/domain/ledger/hash.ts'
import { nextDay } from '../../functions/domain/time.ts'
import { personRecords } from '../../functions/ledger.ts'
import { lakeSalt } from '../../functions/secrets.ts'
import { invoke, reschedule, schedules } from '../support/aws-calls.ts'
import { correctSendRights, roleOf } from '../support/aws-roles.ts'
import { type DeployedShop, deployedShop } from '../support/deployed-shop.ts'
import { pagesOf, post, webContract } from '../support/deployed-web.ts'
import { mailRoles } from '../support/mail-roles.ts'
import { mailShop } from '../support/mail-shop.ts'
import { recorded } from '../support/ses-events.ts'
import { type SmtpSink, smtpSink } from '../support/smtp-sink.ts'
import { tablesWith } from '../support/tables-with.ts'

const bed = inject('bed')
const customers = 24
// Emails go out for some days: these of yesterday and of today are all due.
const second = new Date().toISOString().slice(0, 10)
const first = nextDay(second, -1)
const addressOf = (customer: string) => `${customer}@example.com`
const all = Array.from({ length: customers }, (_, at) => addressOf(`c${at + 1}`)).sort()
/** One comes back, one says stop, one is erased. */
const [gone, stopped, erased] = ['c1', 'c2', 'c3'] as const
const traces = [erased, `shop:${erased}`, addressOf(erased), 'name 3']

let shop: DeployedShop
let sink: SmtpSink
let salt = ''
beforeAll(async () => {
  sink = await smtpSink(
    () => 'accept',
    (raw) => raw,
    bed.smtp,
  )
  shop = await deployedShop(bed, first, {
    ...{ name: 'Mail', mail: 'shop.example' },
    async fill(folder) {
      mailShop(folder, { asOf: first, customers })
    },
  })
  salt = await lakeSalt(shop.lake, () => new Uint8Array(32))
  await correctSendRights(bed, await roleOf(bed, shop.outputs.Deliver ?? ''))
})
afterAll(async () => {
  await sink?.close()
  shop?.close()
})

const call = async () => deliverAnswer.parse(await invoke(bed, shop.outputs.Deliver ?? '', {}))
/** The schedule that calls Deliver. */
async function schedule() {
  const calls = (await schedules(bed)).filter(({ Target }) =>
    Target.Arn.endsWith(`:function:${shop.outputs.Deliver}`),
  )
  expect(calls).toHaveLength(1)
  return calls[0] as (typeof calls)[number]
}
/** Rows of a night, as an analyst asks for them. */
const rowsOf = async (asOf: string, columns: string, table: string) => {
  const sql = `select ${columns} from ${table} where as_of = date '${asOf}' order by 1`
  return (await shop.account.ask(sql, shop.deployment)).rows
}

it('is called every five minutes, and has nothing to send before the first night', async () => {
  expect(await schedule()).toMatchObject({
    ScheduleExpression: 'rate(5 minutes)',
    State: 'ENABLED',
  })
  expect(await call()).toEqual({ status: 'nothing', why: 'no night is published yet' })
})

it('answers links before the first night, and names no company', async () => {
  const answer = await fetch(`${pagesOf(bed, shop)}/unsubscribe/x`)
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(await answer.text()).not.toContain('class="brand"')
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

  it('sends each email once, when the clock says so, as a mail server takes it', async () => {
    // The emulator's clock looks every ten seconds: hurried, it calls Deliver now, and then no more.
    const ours = await schedule()
    await reschedule(bed, ours, { ScheduleExpression: 'rate(1 minute)' })
    // It answers first and hands the message over after that.
    await expect.poll(() => sink.received.length, { timeout: 90_000 }).toBe(customers)
    await reschedule(bed, ours, { State: 'DISABLED' })
    expect(sink.received.flatMap(({ to }) => to).sort()).toEqual(all)
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

  it('takes in what SES says of one, twice as once', async () => {
    const claims = (await shop.lake.list('ledger')).filter((key) => key.endsWith('.claim.json'))
    expect(claims).toHaveLength(customers)
    const texts = await Promise.all(claims.map((key) => shop.lake.read(key)))
    const who = addressHashOf(salt, addressOf(gone))
    const key = claims[texts.findIndex((text) => text?.includes(who))] ?? ''
    const [, period, hash] = /^ledger\/([^/]+)\/messages\/([^/]+)\//.exec(key) ?? []
    const event = recorded('bounce', `${period}_${hash}_1`, second)
    const events = shop.outputs.MailEvents ?? ''
    expect(await invoke(bed, events, event)).toEqual({ taken: true })
    expect(await invoke(bed, events, event)).toEqual({ taken: true })
    expect(await invoke(bed, events, { source: 'aws.ses', detail: {} })).toEqual({ taken: false })
    expect(await personRecords(shop.lake, who)).toMatchObject([{ kind: 'bounced' }])
    const kept = await shop.lake.list('sends/events')
    expect(kept).toHaveLength(1)
  })

  it('lets one stop by the link in the email that arrived', async () => {
    const raw = sink.received.find(({ to }) => to[0] === addressOf(stopped))?.raw ?? ''
    const mail = await simpleParser(raw)
    const link = mail.headerLines.find(({ key }) => key === 'list-unsubscribe')?.line ?? ''
    const [, url = ''] = /^List-Unsubscribe: <(.+)>$/.exec(link.replaceAll(/\s+/g, ' ')) ?? []
    expect(url.startsWith(shop.outputs.Links ?? 'none')).toBe(true)
    const path = new URL(url).pathname
    expect((await post(`${pagesOf(bed, shop)}${path}`)).status).toBe(200)
    const who = subjectOf(salt, stopped)
    expect(await personRecords(shop.lake, who)).toMatchObject([
      { kind: 'withdrawn', purpose: 'marketing' },
    ])
  })

  it('erases one, who is found in what that night has made', async () => {
    expect((await shop.nocturne(erase, { yes: true }, erased)).out).toContain('nothing is sent')
    const { out } = await shop.nocturne(erase, { check: true }, addressOf(erased))
    expect(out).toContain(`personal/${first}/1`)
    expect(await tablesWith(shop, first, traces)).toEqual(
      expect.arrayContaining(['customers', 'identity_map', 'outbox', 'stg_consents', 'stg_orders']),
    )
  })
})

describe('after the next night', () => {
  beforeAll(async () => {
    expect((await shop.nocturne(run, { date: second })).code).toBe(0)
  }, 600_000)

  it('knows what became of each email', async () => {
    const columns = 'customer_id, status, is_bounced, is_unsubscribed'
    const rows = await rowsOf(second, columns, 'message_outcomes')
    expect(rows).toHaveLength(customers)
    const odd = rows.filter(([who, ...what]) => !who || what.join() !== 'sent,false,false')
    expect(odd).toEqual([
      [gone, 'sent', 'true', 'false'],
      [stopped, 'sent', 'false', 'true'],
      [null, 'sent', 'false', 'false'],
    ])
  })

  it('knows who may not be written to', async () => {
    expect(await rowsOf(second, 'customer_id, reason', 'suppressions')).toEqual([[gone, 'bounced']])
    const consents = await rowsOf(second, 'customer_id, granted, given_in', 'customer_consents')
    expect(consents).toHaveLength(customers - 1)
    expect(consents.filter(([, granted]) => granted !== 'true')).toEqual([
      [stopped, 'false', 'link'],
    ])
  })

  it('has nothing of who was erased but that they are gone', async () => {
    expect(await rowsOf(second, 'count(*)', 'customers')).toEqual([[String(customers - 1)]])
    expect(await tablesWith(shop, second, traces)).toEqual(['erased_customers', 'erased_profiles'])
    // Nor in another file of that night. The shop still has them, and they were asked about.
    const { out } = await shop.nocturne(erase, { check: true }, addressOf(erased))
    const places = [...out.matchAll(/^ {2}(\S+) {2,}\S/gm)].map(([, place = '']) => place)
    expect(places.filter((place) => !place.includes(first))).toEqual([
      ...['athena-results', `personal/${second}/1`, 'sources'],
    ])
  })

  it('writes to all the others, and to none of these', async () => {
    const decisions = await rowsOf(second, 'customer_id, decision, reason', 'outbox')
    expect(decisions.filter(([, decision]) => decision !== 'send')).toEqual([
      [gone, 'skip', 'bounced'],
      [stopped, 'skip', 'no-consent'],
    ])
    const { code, out } = await shop.nocturne(deliver)
    expect(out).toContain(`${customers - 3} emails sent\n`)
    expect(code).toBe(0)
    const expected = 2 * customers - 3
    await expect.poll(() => sink.received.length, { timeout: 20_000 }).toBe(expected)
    const fresh = sink.received.slice(customers)
    for (const { raw } of fresh) expect((await simpleParser(raw)).text).toContain('The fair is')
    const silent = [gone, stopped, erased].map(addressOf)
    expect(fresh.flatMap(({ to }) => to).sort()).toEqual(
      all.filter((address) => !silent.includes(address)),
    )
  })
})

describe('the roles', () => mailRoles(bed, () => shop, first))

describe('a link', () => webContract(bed, () => shop))
