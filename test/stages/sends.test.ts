/** What came of messages comes back: two nights with a real `deliver` between, and one more that carries it on. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deliver } from '../../functions/commands/deliver.ts'
import { explain } from '../../functions/commands/explain.ts'
import { sentRowIn } from '../../functions/domain/deliver/sent-row.ts'
import { subjectOf } from '../../functions/domain/ledger/hash.ts'
import { recordPerson } from '../../functions/ledger.ts'
import { takeMailEvent } from '../../functions/mail-events.ts'
import { folderFiles } from '../../functions/platform/local/files.ts'
import {
  birthday,
  campaigns,
  filesBeside,
  folderOf,
  shopWithConsents,
} from '../support/campaign-shop.ts'
import { ask, nightOf } from '../support/night.ts'
import { runCommand } from '../support/run-command.ts'
import { sharedSalt } from '../support/salt.ts'

const ids = ['1', '2', '3', '4', '5', '6'] as const
const sale =
  'id: sale, name: Sale, day: { calendar: shop, is: sale }, template: emails/birthday.mjml'
const table = (head: string, row: (id: string) => string) => [head, ...ids.map(row)].join('\n')
const folder = folderOf({
  ...filesBeside,
  'calendars/shop.yaml':
    'id: shop\nname: Our days\ndays:\n  - { id: sale, name: Sale, dates: [2026-03-10] }\n',
  'nocturne.yaml': `${shopWithConsents.replace('\ncatalogue: [champions]', '\ncatalogue: all')}calendars: [calendars/shop.yaml]
${campaigns(birthday, sale)}sending: { live: true, holdout: 0, caps: { day: 1, week: 1 }, quiet: { from: '22:00', to: '06:00' } }
checks: { default: { shrinkRate: 1, growRate: 100, staleDays: 100 } }
`,
  'orders.csv': table('no,customer,at,total', (id) => `o${id},${id},2026-03-0${id} 10:00,10`),
  'people.csv': table('no,email,name,born', (id) => `${id},p${id}@x.example,Ann,1990-03-09`),
  'consents.csv': table('no,what,yes,at', (id) => `${id},marketing,true,2026-01-01 10:00`),
})
afterAll(() => rmSync(folder, { recursive: true }))

const files = folderFiles(join(folder, '.nocturne'))
const send = (at: string) => runCommand(deliver, folder, {}, new Date(at))
const rows = async (sql: string) =>
  (await ask(folder, sql)).map((row) => Object.values(row).join(' '))

/** What the mail service says of a customer’s message. */
async function tell(subjects: readonly string[], id: string, eventType: string, more: object = {}) {
  const texts = await Promise.all(
    (await files.list('sends')).map((key) => (key.endsWith('.ndjson') ? files.read(key) : '')),
  )
  const sent = texts
    .flatMap((text = '') => text?.split('\n').filter(Boolean) ?? [])
    .flatMap((text) => sentRowIn(text) ?? [])
    .find(({ subject }) => subject === subjects[ids.indexOf(id as '1')])
  const tags = { 'nocturne-message': [`${sent?.message_id}_1`] }
  const event = {
    detail: { eventType, mail: { timestamp: '2026-03-09T13:00:00.000Z', tags }, ...more },
  }
  expect(await takeMailEvent(files, event, new Date('2026-03-09T13:00:05Z'))).toBe(true)
}

const decided = (campaign: string) =>
  rows(
    `select customer_id, decision, reason from outbox where campaign_id = '${campaign}' order by 1`,
  )

let subjects: readonly string[] = []

describe('a night after messages went out', () => {
  beforeAll(async () => {
    const salt = await sharedSalt(files)
    subjects = ids.map((id) => subjectOf(salt, id))
    await nightOf(folder, '2026-03-09')
    expect(await decided('birthday')).toEqual(ids.map((id) => `${id} send `))
    const no = { kind: 'withdrawn', purpose: 'marketing', source: 'link' } as const
    const who = subjects[3] ?? ''
    await recordPerson(files, who, { ...no, at: '2026-03-09T07:00:00.000Z' })
    expect((await send('2026-03-09T12:00:00Z')).out).toMatch(
      /5 emails sent.*1 email skipped: withdrawn/s,
    )
    await recordPerson(files, who, { ...no, kind: 'granted', at: '2026-03-09T20:00:00.000Z' })
    await tell(subjects, '1', 'Delivery')
    await tell(subjects, '1', 'Open')
    await tell(subjects, '1', 'Click')
    await tell(subjects, '2', 'Bounce', { bounce: { bounceType: 'Permanent' } })
    await tell(subjects, '5', 'Complaint')
    await recordPerson(files, subjects[2] ?? '', { ...no, at: '2026-03-10T01:00:00.000Z' })
    await nightOf(folder, '2026-03-10')
  }, 120_000)

  it('knows what came of each', async () => {
    expect(
      await rows(
        'select customer_id, status, reason, decided_on, sent_on, is_delivered, is_opened, is_clicked, is_bounced, is_complained, is_unsubscribed from message_outcomes order by 1',
      ),
    ).toEqual([
      '1 sent  2026-03-09 2026-03-09 true true true false false false',
      '2 sent  2026-03-09 2026-03-09 false false false true false false',
      '3 sent  2026-03-09 2026-03-09 false false false false false true',
      '4 skipped withdrawn 2026-03-09  false false false false false false',
      '5 sent  2026-03-09 2026-03-09 false false false false true false',
      '6 sent  2026-03-09 2026-03-09 false false false false false false',
    ])
  })

  it('counts opens and clicks', async () => {
    expect(
      await rows(
        'select customer_id, opens_90d, clicks_90d, engagement_score from customer_features order by 1',
      ),
    ).toEqual(['1 1 1 100', '2 0 0 0', '3 0 0 0', '4 0 0 0', '5 0 0 0', '6 0 0 0'])
  })

  it('writes to nobody who bounced, complained or unsubscribed, and counts what was sent alone', async () => {
    expect(await decided('sale')).toEqual([
      '1 hold week-cap',
      '2 skip bounced',
      '3 skip no-consent',
      '4 send ',
      '5 skip complained',
      '6 hold week-cap',
    ])
    expect(await rows('select customer_id from exposures order by 1')).toEqual([...'12356'])
    expect(
      await rows('select customer_id, granted, given_in from customer_consents order by 1'),
    ).toEqual([...['1 true ', '2 true ', '3 false link', '4 true link', '5 true ', '6 true ']])
  })

  it('keeps the salt out of all that is no table of people', async () => {
    const salt = await sharedSalt(files)
    const places = ['runs', 'published', 'reports', 'results', 'journals', 'sends', 'ledger']
    const keys = (await Promise.all(places.map((place) => files.list(place)))).flat()
    const told: string[] = []
    for (const key of keys) if ((await files.read(key))?.includes(salt)) told.push(key)
    expect(keys.length).toBeGreaterThan(100)
    expect(told).toEqual(['ledger/secrets/salt.json'])
  })

  it('is told of one customer', async () => {
    const told = async (id: string) =>
      (await runCommand(explain, folder, { positionals: [id] })).out.split('\n')
    const first = await told('1')
    expect(first).toContain('sent before: 1, and what came of it')
    expect(first).toContain(
      '  2026-03-09  Birthday (birthday) for 2026: sent, delivered, opened, clicked',
    )
    expect(first.some((line) => /[0-9a-f]{64}/.test(line))).toBe(false)
    const fourth = await told('4')
    expect(fourth).toContain('sent before: nothing')
    expect(fourth).toContain('  2026-03-09  Birthday (birthday) for 2026: not sent (withdrawn)')
    expect((await told('3')).join('\n')).toContain(
      '✗ marketing: no of 2026-03-10 01:00 UTC, in link',
    )
  })

  it('carries it on, and reads nothing twice', async () => {
    const outcomes =
      "select message_id, customer_id, status, is_clicked, is_bounced, is_unsubscribed from message_outcomes where decided_on = date '2026-03-09' order by message_id"
    const before = await rows(outcomes)
    await send('2026-03-10T12:00:00Z')
    await nightOf(folder, '2026-03-11')
    const after = await rows(outcomes)
    expect(after).toEqual(before)
    expect(await rows('select count(*) from new_sends')).toEqual(['1'])
    expect(await rows('select count(*) from stg_sends')).toEqual(['7'])
    expect(await rows('select kind, count(*) from stg_mail_events group by 1 order by 1')).toEqual([
      ...['bounce 1', 'click 1', 'complaint 1', 'delivery 1', 'open 1'],
    ])
    expect(await rows('select customer_id, reason from suppressions order by 1')).toEqual([
      ...['2 bounced', '5 complained'],
    ])
  }, 60_000)
})
