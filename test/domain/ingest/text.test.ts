import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { instantFromText } from '../../../functions/domain/ingest/text.ts'
import { expressionEngine, value } from './evaluated.ts'

let duckdb: Awaited<ReturnType<typeof expressionEngine>>
beforeAll(async () => {
  duckdb = await expressionEngine()
})
afterAll(() => duckdb.engine.close())

/** What is made of each text; what is left out of `expected` is null. */
async function reads(
  expression: (x: string) => string,
  expected: Readonly<Record<string, string>>,
  refused: readonly string[],
) {
  const texts = [...Object.keys(expected), ...refused]
  const read = await duckdb.of(expression, texts)
  expect(Object.fromEntries(texts.map((text, i) => [text, read[i]]))).toEqual({
    ...expected,
    ...Object.fromEntries(refused.map((text) => [text, null])),
  })
}

describe('text as a value', () => {
  it('dates are ISO, whatever time follows', async () => {
    await reads(
      value('date'),
      {
        '2026-01-05': '2026-01-05',
        '1900-01-01': '1900-01-01',
        '2026-01-05 10:00:00': '2026-01-05',
        '2026-01-05T10:00:00Z': '2026-01-05',
        '2026-01-05T10:00:00.123+02:00': '2026-01-05',
        '2024-02-29': '2024-02-29',
      },
      [
        '2026-1-5',
        ' 2026-01-05 ',
        '26-01-05',
        '05/01/2026',
        '20260105',
        '2026-02-30',
        '2026-01',
        '',
      ].concat([
        '2026/01/05',
        'infinity',
        '2026-01-05 garbage',
        '2026-01-05x',
        '2026-13-01',
        '0000-00-00',
      ]),
    )
  })

  it('decimals have a point and no thousands', async () => {
    await reads(
      value('decimal(18,2)'),
      {
        '12': '12.00',
        '12.5': '12.50',
        '12.505': '12.51',
        '-12.504': '-12.50',
        '+5': '5.00',
        '007': '7.00',
        '99999999999.99': '99999999999.99',
      },
      [
        '1e3',
        '.5',
        '5.',
        ' 12 ',
        '1_000',
        'nan',
        'inf',
        '1,234.50',
        '1.234,56',
        '€5',
        '0x1F',
        '12.5d',
        '',
        '--5',
        '100000000000',
        '99999999999.995',
        '12345678901234567',
      ],
    )
  })

  it('decimals may have a comma and points between thousands', async () => {
    await reads(
      value('decimal(18,2)', ','),
      {
        '12': '12.00',
        '12,5': '12.50',
        '1.234,56': '1234.56',
        '1.234.567': '1234567.00',
        '-1.234,5': '-1234.50',
        '1234,5': '1234.50',
      },
      ['12.5', '1.23,4', '1.2345', '1,234.56', ',5', '5,', '1..234', ''],
    )
  })

  it('whole numbers are whole', async () => {
    await reads(
      value('bigint'),
      { '12': '12', '-3': '-3', '+5': '5', '9223372036854775807': '9223372036854775807' },
      ['12.0', '12.6', '1e3', '0x1F', ' 12 ', '1_000', '9223372036854775808', ''],
    )
  })

  it('flags are words of two kinds', async () => {
    const words = (flag: string, ...all: readonly string[]) => all.map((word) => [word, flag])
    await reads(
      value('boolean'),
      Object.fromEntries([
        ...words('true', 'true', 'TRUE', 't', 'yes', 'Y', '1'),
        ...words('false', 'false', 'F', 'no', 'n', '0'),
      ]),
      ['on', 'off', '2', 'ja', '', 'truex'],
    )
  })

  it('text stays text', async () => {
    await reads(value('varchar'), { ' a ': ' a ', '': '' }, [])
  })

  it('a day in a format', async () => {
    await reads(value('date', '.', 'DD/MM/YYYY'), { '05/01/2026': '2026-01-05' }, [
      '2026-01-05',
      '31/02/2026',
    ])
    await reads(value('date', '.', 'DD/MM/YYYY HH:mm'), { '05/01/2026 23:59': '2026-01-05' }, [
      '05/01/2026',
    ])
  })
})

describe('text as an instant', () => {
  const local = (format?: string) => (x: string) => instantFromText(x, format).local ?? 'null'
  const utc = (format?: string) => (x: string) => instantFromText(x, format).utc ?? 'null'

  it('without an offset is local time', async () => {
    await reads(
      local(),
      {
        '2026-01-05': '2026-01-05 00:00:00',
        '2026-01-05 10:00': '2026-01-05 10:00:00',
        '2026-01-05T10:00:30': '2026-01-05 10:00:30',
        '2026-01-05 10:00:30.1': '2026-01-05 10:00:30.1',
        '2026-01-05 10:00:30.1239': '2026-01-05 10:00:30.123',
        '2026-01-05 23:59:59.999999': '2026-01-05 23:59:59.999',
      },
      [
        '2026-01-05 24:00:00',
        '2026-01-05 10',
        '2026-01-05  10:00',
        '05/01/2026 10:00',
        '',
        '2026-02-30 10:00',
      ].concat(['2026-01-05 10:00:00+02:00', '2026-01-05T10:00:00Z', '2026-01-05 10:60', '1e9']),
    )
  })

  it('with an offset is UTC', async () => {
    await reads(
      utc(),
      {
        '2026-01-05T10:00:00Z': '2026-01-05 10:00:00',
        '2026-01-05 10:00 UTC': '2026-01-05 10:00:00',
        '2026-01-05T10:00:00.5+02:00': '2026-01-05 08:00:00.5',
        '2026-01-05 10:00:00 +0200': '2026-01-05 08:00:00',
        '2026-01-05 10:00:00+02': '2026-01-05 08:00:00',
        '2026-01-05 10:00:00-03:30': '2026-01-05 13:30:00',
        '2026-01-05T00:10:00+14:00': '2026-01-04 10:10:00',
        '2026-01-05T10:00:00-00:30': '2026-01-05 10:30:00',
        '2026-01-05T10:00:00.123999+00:00': '2026-01-05 10:00:00.123',
      },
      [
        '2026-01-05 10:00:00',
        '2026-01-05',
        '2026-01-05T10:00:00+19:00',
        '2026-01-05T10:00:00+15:00',
        '2026-01-05T24:00:00Z',
      ].concat([
        '2026-01-05T10:00:00+2',
        '2026-01-05T10:00:00 CET',
        '2026-02-30T10:00:00Z',
        '2026-01-05T10:00:00+02:60',
      ]),
    )
  })

  it('in a format', async () => {
    await reads(local('DD/MM/YYYY HH:mm'), { '05/01/2026 09:30': '2026-01-05 09:30:00' }, [
      '05/01/2026',
      '2026-01-05 09:30',
      '30/02/2026 09:30',
    ])
    await reads(local('DD/MM/YYYY'), { '05/01/2026': '2026-01-05 00:00:00' }, ['05/01/2026 09:30'])
    await reads(
      utc('YYYY-MM-DD HH:mm:ss ZZ'),
      {
        '2025-10-07 09:50:26 +0200': '2025-10-07 07:50:26',
        '2025-10-07 09:50:26 Z': '2025-10-07 09:50:26',
      },
      ['2025-10-07 09:50:26'],
    )
    expect(instantFromText('x', 'YYYY-MM-DD HH:mm:ss ZZ').local).toBeUndefined()
  })
})
