import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { plan } from '../../functions/commands/plan.ts'
import { ask, nightOf, scratch } from '../support/night.ts'
import { runCommand } from '../support/run-command.ts'

const yaml = `version: 1
company: { name: Alder & Oat, timeZone: Europe/Paris, currency: EUR, address: '12 rue Oberkampf, Paris' }
sources:
  orders:
    files: [orders.csv]
    format: { type: csv }
    tables:
      orders: { columns: { order_id: id, customer_id: c, ordered_at: at, total: t } }
  people:
    files: [people.csv]
    format: { type: csv }
    tables:
      customers: { columns: { customer_id: c, email: email, birth_date: born, first_name: name } }
catalogue: []
checks: { default: { severity: warn } }
consent: { purposes: { marketing: opt-out } }
sending: { live: true }
campaigns:
  - { id: birthday, name: Birthday, occasion: birth_date, template: emails/birthday.mjml, sendAt: '09:00' }
  - { id: welcome, name: Welcome, trigger: first-order, template: emails/birthday.mjml, sendAt: '09:00' }
`

/** Birthdays of the days after 10 March, one of them held back by none. */
const born = ['03-10', '03-11', '03-11', '03-12', '03-14', '03-14', '03-14']

let folder = ''
beforeAll(async () => {
  folder = scratch('ahead')
  mkdirSync(folder, { recursive: true })
  const days = Array.from({ length: 60 }, (_, i) => new Date(Date.UTC(2026, 0, 9 + i)))
  const orders = days.map(
    (day, i) => `o${i},c${i % 7},${day.toISOString().slice(0, 10)} 10:00:00,20.00`,
  )
  writeFileSync(join(folder, 'orders.csv'), ['id,c,at,t', ...orders, ''].join('\n'))
  const people = born.map((day, i) => `c${i},c${i}@example.com,${1960 + i}-${day},Ann`)
  writeFileSync(join(folder, 'people.csv'), ['c,email,born,name', ...people, ''].join('\n'))
  writeFileSync(join(folder, 'nocturne.yaml'), yaml)
  cpSync(join(import.meta.dirname, '../../examples/shop/emails'), join(folder, 'emails'), {
    recursive: true,
  })
  await nightOf(folder, '2026-03-09', { threads: 1 })
  await nightOf(folder, '2026-03-10', { threads: 1 })
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true }))

describe('the days after a night', { timeout: 120_000 }, () => {
  it('are planned as they come when nothing happens until then, and leave no trace', async () => {
    const { out } = await runCommand(plan, folder, { values: { days: '5' } })
    const planned = [...out.matchAll(/^ {2}\w+ (\d+) March 2026 +\d+ +(\d+)/gm)].map(
      ([, day, emails]) => `${day}: ${emails}`,
    )
    expect(planned).toEqual(['11: 2', '12: 1', '13: 0', '14: 3'])
    expect(out).toContain('triggers come on top')
    expect(readdirSync(join(folder, '.nocturne/replays'))).toEqual([])

    const real = scratch('ahead-real')
    cpSync(folder, real, { recursive: true })
    const came: string[] = []
    for (const day of ['11', '12']) {
      await nightOf(real, `2026-03-${day}`, { threads: 1 })
      const [row] = await ask(
        real,
        `select count(*) as n from outbox where decision = 'send' and campaign_id = 'birthday'`,
      )
      came.push(`${day}: ${row?.n}`)
    }
    rmSync(real, { recursive: true })
    expect(planned.slice(0, 2)).toEqual(came)
  })

  it('are a wrong use on AWS, beside a table, and beyond a month', async () => {
    const used = (values: Readonly<Record<string, string | boolean>>) =>
      runCommand(plan, folder, { values })
    await expect(used({ days: '14', on: 'aws' })).rejects.toThrow('--days is for a shop on this')
    await expect(used({ days: '14', csv: true })).rejects.toThrow('--csv is the table of one night')
    await expect(used({ days: '0' })).rejects.toThrow('--days 0 is not a number from 1 to 31')
    await expect(used({ days: '1e1' })).rejects.toThrow('--days 1e1 is not a number')
  })
})
