import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ofNight } from '../../../functions/commands/aws/night-reader.ts'
import { explain } from '../../../functions/commands/explain.ts'
import { query } from '../../../functions/commands/query.ts'
import { report } from '../../../functions/commands/report.ts'
import { NocturneError, QueryError, UsageError } from '../../../functions/errors.ts'
import { type AwsShop, awsShop } from '../../support/aws-shop.ts'

let shop: AwsShop
beforeEach(() => {
  shop = awsShop()
})
afterEach(() => shop.end())

describe('nocturne report --on aws', () => {
  it('fetches the report and says where it is', async () => {
    await shop.publish('2026-03-09')
    await shop.publish('2026-03-10', 2)
    const path = '.nocturne/aws/NocturneApp/reports/2026-03-10/2/index.html'
    expect(await shop.run(report)).toEqual({ code: 0, out: `${path}\n` })
    expect(readFileSync(join(shop.cwd, path), 'utf8')).toBe('<!doctype html>')
  })

  it('prints the queries behind it', async () => {
    await shop.publish('2026-03-09')
    await shop.publish('2026-03-10')
    const { out } = await shop.run(report, { sources: true, date: '2026-03-09' })
    expect(out).toBe('select 1; -- 2026-03-09\n')
  })

  it('says what to do when no night is published', async () => {
    await expect(shop.run(report)).rejects.toMatchObject({
      message: 'no night is published yet',
      advice: { next: ['nocturne run --on aws'] },
    })
  })

  it('says when the report is gone', async () => {
    const night = { asOf: '2026-03-10', attempt: 1, prefix: 'reports/2026-03-10/1', tables: {} }
    await shop.lake.putIfAbsent('published/2026-03-10/1.json', JSON.stringify(night))
    await expect(shop.run(report)).rejects.toThrow('the report of 2026-03-10 is gone')
  })
})

describe('nocturne query --on aws', () => {
  it('asks Athena and shows what it answers', async () => {
    await shop.publish('2026-03-10', 1, {
      customers: { location: 'personal/2026-03-10/1/customers/1' },
    })
    shop.answer = {
      names: ['customer_id', 'total'],
      rows: [
        ['a', '12.50'],
        ['b', null],
      ],
    }
    expect((await shop.run(query, { csv: true }, 'select * from customers')).out).toBe(
      'customer_id,total\na,12.50\nb,\n',
    )
    expect(shop.asked).toEqual([
      `with "customers" as (select * from "nocturne"."customers" where as_of = date '2026-03-10') select * from customers`,
    ])
  })

  it('fails with the words of Athena', async () => {
    await shop.publish('2026-03-10')
    shop.account.ask = () => Promise.reject(new QueryError('query: COLUMN_NOT_FOUND: line 1:8'))
    const failed = shop.run(query, {}, 'select nothing')
    await expect(failed).rejects.toThrow(NocturneError)
    await expect(failed).rejects.toThrow('query: COLUMN_NOT_FOUND: line 1:8')
  })

  it('has no use for a config', async () => {
    await expect(shop.run(query, { config: 'x.yaml' }, 'select 1')).rejects.toThrow(UsageError)
  })
})

describe('a question about one night', () => {
  const night = {
    asOf: '2026-03-10',
    tables: {
      customers: { location: 'personal/2026-03-10/1/customers/1' },
      segment_flows: { location: 'journals/2026-03-10/1/segment_flows/1' },
    },
  } as never
  const asked = (sql: string) => ofNight(sql, night, 'nocturne')
  const customers = `"customers" as (select * from "nocturne"."customers" where as_of = date '2026-03-10')`

  it('reads of a journal the nights up to it', () => {
    expect(asked('select 1 from Segment_Flows;')).toBe(
      `with "segment_flows" as (select * from "nocturne"."segment_flows" where as_of <= date '2026-03-10') select 1 from Segment_Flows`,
    )
  })

  it('leaves alone what names no table', () => {
    expect(asked('values 1')).toBe('values 1')
    expect(asked('select * from customers_latest')).toBe('select * from customers_latest')
  })

  it('keeps names that the question brings itself', () => {
    expect(asked('with x as (select 1 from customers) select * from x')).toBe(
      `with ${customers}, x as (select 1 from customers) select * from x`,
    )
    expect(asked('WITH RECURSIVE x (n) as (select 1 from customers) select * from x')).toBe(
      `with RECURSIVE ${customers}, x (n) as (select 1 from customers) select * from x`,
    )
  })

  it('may begin with remarks', () => {
    expect(asked('-- how many?\n/* all */ select 1 from customers')).toBe(
      `with ${customers} select 1 from customers`,
    )
  })

  it.each([
    'drop table customers',
    'insert into customers select 1',
    'create table x as select 1',
    '',
  ])('is a select: %s', (sql) => expect(() => asked(sql)).toThrow(UsageError))
})

describe('nocturne explain --on aws', () => {
  it('explains by the rules that were pushed', async () => {
    await shop.push()
    await shop.publish('2026-03-10')
    const { account } = shop
    account.ask = async (sql) => {
      if (sql.includes('as found')) return { names: ['customer_id'], rows: [['c-1']] }
      const isTest = sql.includes(' as "champions"')
      return { names: ['champions'], rows: isTest ? [['true']] : [] }
    }
    const { code, out } = await shop.run(explain, {}, 'c-1')
    expect(code).toBe(0)
    expect(out).toContain('customer c-1, night of 2026-03-10\n')
    expect(out).toContain('segments: in 1 of 1\n')
  })

  it('says when there is no such customer', async () => {
    await shop.push()
    await shop.publish('2026-03-10')
    await expect(shop.run(explain, {}, 'c-1')).rejects.toMatchObject({
      advice: { next: [expect.stringContaining('nocturne query --on aws "select')] },
    })
  })
})
