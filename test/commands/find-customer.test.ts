import { afterAll, beforeAll, expect, it } from 'vitest'
import { findCustomer } from '../../functions/commands/find-customer.ts'
import { type Engine, openEngine } from '../../functions/platform/local/engine.ts'
import type { Reader } from '../../functions/platform/ports.ts'

let engine: Engine
beforeAll(async () => {
  engine = await openEngine({ threads: 1 })
  await engine.run(`create table customers as
select * from (values ('c1', 'family@example.com'), ('c2', 'family@example.com'), ('7', null))
  as t (customer_id, email)`)
  await engine.run(`create table identity_map as
select * from (values ('c1', '7'), ('c2', '12'), ('7', '12')) as t (customer_id, source_customer_id)`)
})
afterAll(() => engine.close())

const stored = { location: '', rows: 3, columns: [] }
const night = {
  ...{ asOf: '2026-03-10', attempt: 1, prefix: '', configHash: '', closesAt: '', rules: {} },
  tables: { customers: stored, identity_map: stored },
}
const reader: Reader = {
  async ask(sql) {
    const rows = await engine.rows(sql)
    return {
      names: Object.keys(rows[0] ?? {}),
      rows: rows.map((row) =>
        Object.values(row).map((value) => (value === null ? null : String(value))),
      ),
    }
  },
  close() {},
}
const found = (wanted: string) => findCustomer(reader, night, wanted, '')

it('takes the customer’s own id before one of a source', async () => {
  expect(await found('7')).toBe('7')
})

it('takes nobody for another: an id or an address of several names them', async () => {
  await expect(found('12')).rejects.toMatchObject({ advice: { details: ['7', 'c2'] } })
  await expect(found('Family@example.com')).rejects.toMatchObject({
    message: 'Family@example.com may be any of several customers',
    advice: { details: ['c1', 'c2'], next: ['name one of them by this id'] },
  })
})
