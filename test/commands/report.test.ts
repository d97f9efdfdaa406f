import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Io } from '../../functions/commands/command.ts'
import { report } from '../../functions/commands/report.ts'
import { NocturneError } from '../../functions/errors.ts'
import { noAccount } from '../support/no-account.ts'

let cwd = ''
let said = ''
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'nocturne-report-'))
  said = ''
  writeFileSync(
    join(cwd, 'nocturne.yaml'),
    `version: 1
company: { name: Shop, timeZone: Europe/London, currency: GBP }
sources:
  shop:
    files: [orders.csv]
    format: { type: csv }
    tables:
      orders: { columns: { order_id: id, customer_id: c, ordered_at: at, total: t } }
`,
  )
})
afterEach(() => rmSync(cwd, { recursive: true }))

const write = (text: string) => {
  said += text
  return true
}
const out = { write } as unknown as Io['out']
const run = (values: Record<string, string | boolean> = {}) =>
  report.run(
    { values, positionals: [] },
    { cwd, out, err: out, now: new Date('2026-03-10'), account: noAccount },
  )

function publish(asOf: string, attempt: number) {
  const prefix = `reports/${asOf}/${attempt}`
  const put = (key: string, text: string) => {
    const path = join(cwd, '.nocturne', key)
    mkdirSync(join(path, '..'), { recursive: true })
    writeFileSync(path, text)
  }
  const night = { asOf, attempt, prefix, configHash: '', closesAt: '', tables: {}, rules: {} }
  put(`published/${asOf}/${attempt}.json`, JSON.stringify(night))
  put(`${prefix}/index.html`, '<!doctype html>')
  put(`${prefix}/sources.sql`, `select 1; -- ${asOf}\n`)
}

it('prints the path of the report in force', async () => {
  publish('2026-03-09', 1)
  publish('2026-03-10', 1)
  publish('2026-03-10', 2)
  expect(await run()).toBe(0)
  expect(said).toBe('.nocturne/reports/2026-03-10/2/index.html\n')
})

it('prints that of a date', async () => {
  publish('2026-03-09', 1)
  publish('2026-03-10', 1)
  await run({ date: '2026-03-09' })
  expect(said).toBe('.nocturne/reports/2026-03-09/1/index.html\n')
})

it('prints only the path where there is no desktop to open it', async () => {
  publish('2026-03-10', 1)
  expect(await run({ open: true })).toBe(0)
  expect(said).toBe('.nocturne/reports/2026-03-10/1/index.html\n')
})

it('prints the queries behind the figures', async () => {
  publish('2026-03-10', 1)
  await run({ sources: true })
  expect(said).toBe('select 1; -- 2026-03-10\n')
})

it('says what to do while there is no report', async () => {
  await expect(run()).rejects.toThrow('no night is published yet')
  publish('2026-03-10', 1)
  await expect(run({ date: '2026-03-11' })).rejects.toThrow(NocturneError)
})
