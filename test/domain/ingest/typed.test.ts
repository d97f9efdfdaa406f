import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asText, fromTyped, instantFromTyped } from '../../../functions/domain/ingest/typed.ts'
import type { SqlType } from '../../../functions/domain/types.ts'
import { expressionEngine } from './evaluated.ts'

let duckdb: Awaited<ReturnType<typeof expressionEngine>>
beforeAll(async () => {
  duckdb = await expressionEngine()
})
afterAll(() => duckdb.engine.close())

/** What an expression makes of a value that the engine has as `type`. */
const of = async (type: string, value: string | null, expression: (given: string) => string) =>
  (await duckdb.of(() => expression(type), [value], type))[0]

describe('a typed column as text', () => {
  it.each<[type: string, value: string, text: string | null]>([
    ['double', '13085', '13085'],
    ['double', '12.5', null],
    ['double', '1e300', null],
    ['double', 'nan', null],
    ['double', 'inf', null],
    ['float', '42', '42'],
    ['bigint', '9223372036854775807', '9223372036854775807'],
    [
      'hugeint',
      '170141183460469231731687303715884105727',
      '170141183460469231731687303715884105727',
    ],
    ['utinyint', '255', '255'],
    ['decimal(18,2)', '1.50', '1.50'],
    ['boolean', 'true', 'true'],
    ['date', '2026-01-05', '2026-01-05'],
    ['timestamp', '2026-01-05 09:03:07.5', '2026-01-05 09:03:07'],
    ['time', '09:03:07', '09:03:07'],
    ['uuid', '6a1f0a10-0000-4000-8000-000000000000', '6a1f0a10-0000-4000-8000-000000000000'],
    ['interval', '1 day', null],
    ['integer[]', '[1, 2]', null],
    ['varchar[]', '[a, b]', null],
    ['struct(a integer)', "{'a': 1}", null],
  ])('%s %s', async (type, value, text) => {
    expect(await of(type, value, (given) => asText('x', given))).toBe(text)
    expect(await of(type, null, (given) => asText('x', given))).toBeNull()
  })
})

describe('a typed column as a value', () => {
  it.each<[type: string, value: string, wanted: SqlType, read: string | null]>([
    ['double', '12.345', 'decimal(18,2)', '12.35'],
    ['double', '-12.345', 'decimal(18,2)', '-12.35'],
    ['double', '0.1', 'decimal(18,4)', '0.1000'],
    ['double', '123456789012.3456', 'decimal(18,4)', '123456789012.3456'],
    ['double', '1.0873', 'decimal(18,8)', '1.08730000'],
    ['double', 'nan', 'decimal(18,2)', null],
    ['double', '-inf', 'decimal(18,2)', null],
    ['double', '99999999999.99', 'decimal(18,2)', '99999999999.99'],
    ['double', '1e11', 'decimal(18,2)', null],
    ['float', '12.5', 'decimal(18,2)', '12.50'],
    ['double', '250', 'bigint', '250'],
    ['double', '250.5', 'bigint', null],
    ['double', '1e300', 'bigint', null],
    ['integer', '7', 'decimal(18,2)', '7.00'],
    ['bigint', '99999999999', 'decimal(18,2)', '99999999999.00'],
    ['bigint', '100000000000', 'decimal(18,2)', null],
    ['bigint', '9223372036854775807', 'decimal(18,2)', null],
    ['decimal(10,3)', '1.005', 'decimal(18,2)', '1.01'],
    ['boolean', 'true', 'decimal(18,2)', null],
    ['date', '2026-01-05', 'decimal(18,2)', null],
    ['boolean', 'false', 'boolean', 'false'],
    ['integer', '1', 'boolean', 'true'],
    ['integer', '0', 'boolean', 'false'],
    ['integer', '2', 'boolean', null],
    ['double', '1', 'boolean', null],
    ['date', '2026-01-05', 'date', '2026-01-05'],
    ['timestamp', '2026-01-05 23:59:59', 'date', '2026-01-05'],
    ['integer', '20260105', 'date', null],
    ['integer[]', '[1]', 'decimal(18,2)', null],
  ])('%s %s as %s %s', async (type, value, wanted, read) => {
    expect(await of(type, value, (given) => fromTyped('x', given, wanted))).toBe(read)
  })
})

describe('a typed column as an instant', () => {
  const local = (given: string) => instantFromTyped('x', given).local ?? 'null'

  it('without a zone is the source’s clock', async () => {
    expect(await of('timestamp', '2026-01-05 09:30:00.123', local)).toBe('2026-01-05 09:30:00.123')
    expect(await of('date', '2026-01-05', local)).toBe('2026-01-05 00:00:00')
    expect(instantFromTyped('x', 'timestamp').utc).toBeUndefined()
  })

  it('with a zone is UTC', async () => {
    const given = 'timestamp with time zone'
    const utc = () => instantFromTyped('x', given).utc ?? 'null'
    expect(await of(given, '2026-01-05 09:30:00+02:00', utc)).toBe('2026-01-05 07:30:00')
    expect(instantFromTyped('x', given).local).toBeUndefined()
  })

  it('of another type is none', async () => {
    expect(await of('bigint', '1767600000', local)).toBeNull()
    expect(await of('time', '09:30:00', local)).toBeNull()
  })
})
