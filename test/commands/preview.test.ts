import { readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { preview } from '../../functions/commands/preview.ts'
import { push } from '../../functions/commands/push.ts'
import { NocturneError, UsageError } from '../../functions/errors.ts'
import type { Row } from '../../functions/platform/ports.ts'
import { awsShop } from '../support/aws-shop.ts'
import {
  birthday,
  campaigns,
  filesBeside,
  folderOf,
  shopWithConsents,
  template,
} from '../support/campaign-shop.ts'
import { shopIn } from '../support/night.ts'
import { publishTables } from '../support/published-tables.ts'
import { runCommand } from '../support/run-command.ts'

const asOf = '2026-03-10'
const body =
  'Dear {{ first_name | default: "you" }}, {{ occasion_on | date: "%-d %B" }}, {{ age | default: "?" }}, orders {{ orders | default: "none" }}, {{ occasion_name }}'
const yaml = `${shopWithConsents}calendars: [calendars/shop.yaml]
${campaigns(
  `${birthday}, variants: [{ id: a }, { id: b, template: emails/b.mjml }]`,
  'id: day, name: Our day, day: { calendar: shop, is: founded }, where: { orders: { at_least: 3 } }, template: emails/birthday.mjml',
  'id: lent, name: Lent, day: { calendar: shop, is: lent }, template: emails/birthday.mjml',
  'id: mother, name: Mother, day: { calendar: holidays, is: mothers-day, places: [GB, US] }, template: emails/birthday.mjml',
  'id: risk, name: Risk, trigger: churn-risk, template: emails/birthday.mjml',
)}`
const files = {
  ...filesBeside,
  'emails/birthday.mjml': template(body, 'For {{ first_name | default: "you" }}'),
  'emails/b.mjml': template('Another', 'Version b'),
  'nocturne.yaml': yaml,
}

let cwd = ''
beforeEach(() => {
  cwd = folderOf(files)
})
afterEach(() => rmSync(cwd, { recursive: true }))

const run = (campaign: string, values: Readonly<Record<string, string | boolean>> = {}) =>
  runCommand(preview, cwd, { values, positionals: [campaign] })

const people: readonly Row[] = [
  { customer_id: 'c1', email: 'ana@example.com', first_name: 'Ana', birth_date: '1990-03-12' },
  { customer_id: 'c2', email: 'bea@example.com', first_name: 'Bea', birth_date: '1980-02-29' },
  { customer_id: 'c3', email: null, first_name: 'Cat', birth_date: '1970-01-02' },
]
const facts: readonly Row[] = [
  { customer_id: 'c1', orders: 2, age: 35, clv: 10, purchase_days: 2 },
  { customer_id: 'c2', orders: 5, age: 46, clv: 20, purchase_days: 5 },
  { customer_id: 'c3', orders: 9, age: 56, clv: 90, purchase_days: 9 },
]
const message = (customer_id: string, decision: string, more: Row = {}): Row => ({
  ...{ customer_id, campaign_id: 'birthday', occasion: 'birth_date', occurrence: '2026' },
  ...{ occasion_on: '2026-03-12', send_at: '2026-03-10 08:00:00.000', send_on: asOf },
  ...{ expires_on: '2026-03-13', due_on: asOf, due_reason: 'on-time', is_late: false },
  ...{ decision, reason: decision === 'send' ? 'send' : 'no-consent', variant: 'a' },
  ...{ purpose: 'marketing', priority: 50, is_live: false, consent_at: '2024-05-06 10:00:00.000' },
  ...more,
})

async function publish(
  outbox: readonly Row[],
  more: Readonly<Record<string, readonly Row[]>> = {},
) {
  const { config } = await shopIn(cwd, asOf)
  const identity = [
    { id_space: 'shop', source_customer_id: '4711', customer_id: 'c2', since: asOf, seen_on: asOf },
  ]
  await publishTables(cwd, config, asOf, {
    ...{ customers: people, customer_features: facts, identity_map: identity, outbox },
    ...more,
  })
}

const lines = ({ out }: { readonly out: string }) => out.split('\n')
const who = (told: { readonly out: string }) => lines(told)[1]?.replace('  for      ', '')

describe('nocturne preview', () => {
  it('invents the values where there is no night yet, and says so', async () => {
    const { code, out } = await run('birthday')
    expect(code).toBe(0)
    expect(out).toBe(`birthday: Birthday, version a
  for      nobody: the values are invented, as no night is published yet
  subject  For Camille

Dear Camille, 19 December, 35, orders 4, birthday

-- 
You get this because your birthday is on 19 December 2026 and you said
yes to marketing emails on 3 February 2025. Shop, 1 rue A, 75011 Paris
Stop <https://www.example.com/unsubscribe> Choose
<https://www.example.com/preferences>

  preview/birthday.html
  preview/birthday.txt

  see it   nocturne preview birthday --open
`)
  })

  it('writes page and text for their owner alone, out of git’s sight', async () => {
    await run('birthday')
    const path = join(cwd, 'preview')
    expect(readFileSync(join(path, 'birthday.html'), 'utf8')).toContain('Dear Camille, 19 December')
    expect(readFileSync(join(path, 'birthday.txt'), 'utf8')).toMatch(/^Dear Camille, 19 December/)
    expect(readFileSync(join(path, '.gitignore'), 'utf8')).toBe('*\n')
    expect(statSync(join(path, 'birthday.html')).mode & 0o077).toBe(0)
    await run('birthday', { variant: 'b' })
    expect(readFileSync(join(path, 'birthday.txt'), 'utf8')).toMatch(/^Another/)
  })

  it('shows the first who gets it, and warns that it is somebody’s', async () => {
    await publish([
      message('c2', 'skip'),
      message('c1', 'send', { send_at: '2026-03-10 07:00:00.000' }),
    ])
    const told = await run('birthday')
    expect(who(told)).toBe('customer c1, who gets it by the night of 2026-03-10')
    expect(told.out).toContain('  subject  For Ana\n\nDear Ana, 12 March, 36, orders 2, birthday\n')
    expect(told.out).toContain('to marketing emails on 6 May 2024.')
    expect(told.out).toContain('! Both hold a customer’s data: keep them inside the team.\n')
  })

  it('shows a customer by id, source’s id or address, and whether they get it', async () => {
    await publish([message('c1', 'send'), message('c2', 'skip')])
    for (const customer of ['c2', '4711', 'Bea@example.com']) {
      expect(who(await run('birthday', { customer }))).toBe(
        'customer c2, who does not get it by the night of 2026-03-10: skip, no-consent',
      )
    }
  })

  it('shows what a customer would get who is not due', async () => {
    await publish([], {
      customer_consents: [
        {
          ...{ customer_id: 'c2', purpose: 'marketing', granted: true },
          ...{ at: '2023-01-02 03:04:05.000', expires_at: null, given_in: null },
        },
      ],
    })
    const told = await run('birthday', { customer: 'c2' })
    expect(who(told)).toBe('customer c2, who is not due')
    expect(told.out).toContain('Dear Bea, 28 February, 47, orders 5, birthday')
    expect(told.out).toContain('marketing emails on 2 January 2023')
  })

  it('takes the most valuable of the audience who has an address, when nobody gets it', async () => {
    await publish([message('c1', 'hold')])
    const told = await run('day')
    expect(who(told)).toBe('customer c2, who is not due, and of its audience')
    expect(told.out).toContain('Dear Bea, 12 May, 46, orders 5, Our day')
  })

  it('takes of the audience who said yes, also to the days of a faith', async () => {
    const said = (customer_id: string, purpose: string): Row => ({
      ...{ customer_id, purpose, granted: true, at: '2023-01-02 03:04:05.000' },
      ...{ expires_at: null, given_in: null },
    })
    const yes = [
      said('c1', 'marketing'),
      said('c2', 'marketing'),
      said('c1', 'religious-christian'),
    ]
    await publish([], { customer_consents: yes })
    expect(who(await run('lent'))).toBe('customer c1, who is not due, and of its audience')
    expect(who(await run('day'))).toBe('customer c2, who is not due, and of its audience')
  })

  it('takes the date on which the customer’s own country keeps a day', async () => {
    const lives = (country: string) => [{ ...facts[0], country } as Row]
    await publish([], { customer_features: lives('US') })
    expect((await run('mother', { customer: 'c1' })).out).toContain('Dear Ana, 10 May')
  })

  it('invents the values when nobody is in the audience', async () => {
    await publish([])
    expect(who(await run('risk'))).toBe(
      'nobody: the values are invented, as nobody of the night of 2026-03-10 is in its audience',
    )
  })

  it('shows the version that is wanted', async () => {
    await publish([message('c1', 'send')])
    const told = await run('birthday', { variant: 'b' })
    expect(lines(told)[0]).toBe('birthday: Birthday, version b')
    expect(told.out).toContain('subject  Version b')
  })

  it('works on nights of before there was an outbox, and before attributes were declared', async () => {
    const { config } = await shopIn(cwd, asOf)
    await publishTables(cwd, config, asOf, { customers: people, customer_features: facts })
    folderOf(
      {
        'nocturne.yaml': `${yaml}attributes: { level: { type: text } }\n`,
        'emails/birthday.mjml': template(
          '{{ first_name | default: "you" }}, {{ level | default: "none" }}',
        ),
      },
      cwd,
    )
    expect((await run('birthday')).out).toContain('Bea, none')
  })

  it('shows no more of a name than an email does', async () => {
    const mallory = {
      ...people[0],
      first_name: '<script>\u001b[31m{{ orders }} https://evil.example',
    }
    await publish([message('c1', 'send')], { customers: [mallory as Row] })
    const { out } = await run('birthday')
    expect(out).not.toMatch(/(?!\n)\p{Cc}|https:\/\/evil/u)
    expect(out).toContain('{{ orders }}')
    expect(readFileSync(join(cwd, 'preview/birthday.html'), 'utf8')).not.toContain('<script>')
  })

  it('names the campaigns and versions that there are', async () => {
    await expect(run('birthdy')).rejects.toMatchObject({
      message: 'no campaign has the id birthdy',
      advice: { details: ['nearest: birthday', 'campaigns: birthday, day, lent, mother, risk'] },
    })
    await expect(run('day', { variant: 'b' })).rejects.toMatchObject({
      message: 'no version has the id b',
      advice: { details: ['there is no version'] },
    })
    await expect(runCommand(preview, cwd)).rejects.toThrow(UsageError)
  })

  it('says when there is no such night or customer', async () => {
    await expect(run('birthday', { customer: 'c1' })).rejects.toThrow('no night is published yet')
    await publish([])
    await expect(run('birthday', { date: '2026-03-09' })).rejects.toThrow(
      'no night of 2026-03-09 is published',
    )
    const nobody = run('birthday', { customer: "c9' or '1' = '1" })
    await expect(nobody).rejects.toThrow(NocturneError)
    await expect(nobody).rejects.toThrow("no customer c9' or '1' = '1 in the night of 2026-03-10")
  })
})

it('shows a deployed shop’s email from what was pushed', async () => {
  const shop = awsShop()
  folderOf(files, shop.cwd)
  await shop.run(push)
  folderOf({ 'emails/birthday.mjml': 'broken since' }, shop.cwd)
  const { out } = await shop.run(preview, {}, 'birthday')
  expect(out).toContain('Dear Camille, 19 December')
  expect(out).toContain('see it   nocturne preview --on aws birthday --open')
  shop.end()
})
