/** `consent verify`: what is on record is what was, or the night is named that is not. */
import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { consent } from '../../functions/commands/consent.ts'
import { UsageError } from '../../functions/errors.ts'
import { openEngine } from '../../functions/platform/local/engine.ts'
import { nightOf, scratch } from '../support/night.ts'
import { runCommand } from '../support/run-command.ts'

const folder = scratch('consent')
afterAll(() => rmSync(folder, { recursive: true }))

const verify = () => runCommand(consent, folder, { positionals: ['verify'] })

function consents(...rows: readonly string[]) {
  writeFileSync(join(folder, 'consents.csv'), ['customer,purpose,granted,at', ...rows].join('\n'))
}

beforeAll(async () => {
  writeFileSync(join(folder, 'orders.csv'), 'id,customer,at,total\no1,7,2026-03-07 10:00,10\n')
  writeFileSync(
    join(folder, 'nocturne.yaml'),
    `version: 1
company: { name: Shop, timeZone: Europe/Paris }
checks: { default: { shrinkRate: 1, growRate: 100, staleDays: 100 } }
sources:
  till:
    files: [orders.csv]
    format: { type: csv }
    tables:
      orders:
        columns: { order_id: id, customer_id: customer, ordered_at: at, total: total }
  forms:
    files: [consents.csv]
    format: { type: csv }
    tables:
      consents:
        columns: { customer_id: customer, purpose: purpose, granted: granted, at: at }
`,
  )
  consents('7,marketing,true,2026-03-01 10:00')
  await nightOf(folder, '2026-03-08')
  consents('7,marketing,true,2026-03-01 10:00', '7,marketing,false,2026-03-08 10:00')
  await nightOf(folder, '2026-03-09')
}, 120_000)

it('fits as long as nobody touches it', async () => {
  const { code, out } = await verify()
  expect(out).toContain(
    '2 nights from 2026-03-08 to 2026-03-09, the rows of 2 of them: nothing was changed',
  )
  expect(out).toContain('2 consents on record')
  expect(code).toBe(0)
})

it('names the night whose consents are others now', async () => {
  const place = join(folder, '.nocturne/personal/2026-03-09/1/stg_consents')
  const file = join(place, readdirSync(place)[0] ?? '', 'rows.parquet')
  const engine = await openEngine({ threads: 1 })
  await engine.run(`create table kept as select * replace (true as granted) from '${file}'`)
  await engine.run(`copy kept to '${file}' (format parquet)`)
  engine.close()
  const { code, out } = await verify()
  expect(out).toContain('night of 2026-03-09: its rows are not those that were on record')
  expect(out).not.toContain('night of 2026-03-08')
  expect(code).toBe(1)
})

it('is about verifying', async () => {
  await expect(runCommand(consent, folder)).rejects.toThrow(UsageError)
})
