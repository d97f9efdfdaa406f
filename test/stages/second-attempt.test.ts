/** A night that is decided once more after its emails began to go out. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { deliver } from '../../functions/commands/deliver.ts'
import {
  birthday,
  campaigns,
  filesBeside,
  folderOf,
  shopWithConsents,
} from '../support/campaign-shop.ts'
import { ask, nightOf } from '../support/night.ts'
import { runCommand } from '../support/run-command.ts'

const ids = ['1', '2', '3']
const table = (head: string, row: (id: string) => string) => [head, ...ids.map(row)].join('\n')
const sale =
  'id: sale, name: Sale, day: { calendar: shop, is: sale }, template: emails/birthday.mjml'
const folder = folderOf({
  ...filesBeside,
  'calendars/shop.yaml':
    'id: shop\nname: Our days\ndays:\n  - { id: sale, name: Sale, dates: [2026-03-09] }\n',
  'nocturne.yaml': `${shopWithConsents}calendars: [calendars/shop.yaml]
${campaigns(birthday)}sending: { live: true, holdout: 0, caps: { day: 1, week: 1 }, quiet: { from: '22:00', to: '06:00' } }
`,
  'orders.csv': table('no,customer,at,total', (id) => `o${id},${id},2026-03-0${id} 10:00,10`),
  'people.csv': table('no,email,name,born', (id) => `${id},p${id}@x.example,Ann,1990-03-09`),
  'consents.csv': table('no,what,yes,at', (id) => `${id},marketing,true,2026-01-01 10:00`),
})
afterAll(() => rmSync(folder, { recursive: true }))

it('counts what the first attempt sent', { timeout: 60_000 }, async () => {
  await nightOf(folder, '2026-03-09')
  const sent = await runCommand(deliver, folder, {}, new Date('2026-03-09T12:00:00Z'))
  expect(sent.out).toContain('3 emails sent')
  const yaml = join(folder, 'nocturne.yaml')
  const both = readFileSync(yaml, 'utf8').replace(campaigns(birthday), campaigns(birthday, sale))
  writeFileSync(yaml, both)
  await nightOf(folder, '2026-03-09')
  expect(
    await ask(
      folder,
      'select campaign_id, decision, reason, count(*) as customers from outbox group by 1, 2, 3 order by 1',
    ),
  ).toEqual([
    { campaign_id: 'birthday', decision: 'skip', reason: 'already-sent', customers: '3' },
    { campaign_id: 'sale', decision: 'hold', reason: 'day-cap', customers: '3' },
  ])
  await nightOf(folder, '2026-03-10')
  expect(await ask(folder, 'select campaign_id, count(*) as n from exposures group by 1')).toEqual([
    { campaign_id: 'birthday', n: '3' },
  ])
})
