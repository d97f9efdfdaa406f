import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dateFormat } from '../../../functions/domain/ingest/date-format.ts'
import { instantFromText } from '../../../functions/domain/ingest/text.ts'
import { expressionEngine } from './evaluated.ts'

let duckdb: Awaited<ReturnType<typeof expressionEngine>>
beforeAll(async () => {
  duckdb = await expressionEngine()
})
afterAll(() => duckdb.engine.close())

const iso = (format: string, ...texts: readonly string[]) =>
  duckdb.of((x) => dateFormat(format).iso(x), texts)

describe('a date format', () => {
  it.each<[format: string, text: string, iso: string | null]>([
    ['YYYY-MM-DD', '2026-03-10', '2026-03-10'],
    ['YYYYMMDD', '20260310', '2026-03-10'],
    ['DD/MM/YYYY', '05/01/2026', '2026-01-05'],
    ['MM/DD/YYYY', '05/01/2026', '2026-05-01'],
    ['DD.MM.YYYY', '31.12.2025', '2025-12-31'],
    ['D/M/YYYY', '5/1/2026', '2026-01-05'],
    ['D/M/YYYY', '15/11/2026', '2026-11-15'],
    ['M/D/YY', '5/1/26', '2026-05-01'],
    ['DD/MM/YY', '05/01/69', '2069-01-05'],
    ['DD/MM/YY', '05/01/70', '1970-01-05'],
    ['DD/MM/YY', '05/01/99', '1999-01-05'],
    ['DD/MM/YY', '05/01/00', '2000-01-05'],
    ['DD MMM YYYY', '05 Jan 2026', '2026-01-05'],
    ['MMM D, YYYY', 'DEC 9, 2011', '2011-12-09'],
    ['MMM-DD-YY HH:mm:ss', 'Sep-30-26 23:45:00', '2026-09-30T23:45:00'],
    ['YYYY-MM-DD HH:mm', '2026-03-10 09:30', '2026-03-10T09:30:00'],
    ['YYYY-MM-DDTHH:mm:ss', '2026-03-10T09:30:15', '2026-03-10T09:30:15'],
    ['YYYY-MM-DD HH:mm:ss.SSS', '2026-03-10 09:30:15.123', '2026-03-10T09:30:15.123'],
    ['DD/MM/YYYY H:mm', '05/01/2026 9:05', '2026-01-05T09:05:00'],
    ['DD/MM/YYYY H:mm', '05/01/2026 19:05', '2026-01-05T19:05:00'],
    ['M/D/YYYY h:mm A', '3/15/2024 2:30 PM', '2024-03-15T14:30:00'],
    ['M/D/YYYY h:mm A', '3/15/2024 12:00 am', '2024-03-15T00:00:00'],
    ['M/D/YYYY h:mm A', '3/15/2024 12:00 PM', '2024-03-15T12:00:00'],
    ['M/D/YYYY hh:mm:ss A', '3/5/2024 11:59:59 PM', '2024-03-05T23:59:59'],
    ['YYYY-MM-DD HH:mm:ss ZZ', '2025-10-07 09:50:26 +0200', '2025-10-07T09:50:26+0200'],
    ['YYYY-MM-DDTHH:mm:ssZZ', '2025-10-07t09:50:26z', '2025-10-07T09:50:26z'],
    ['HH:mm YYYY-MM-DD', '09:50 2025-10-07', '2025-10-07T09:50:00'],
    ["'DD'.MM.YYYY", "'05'.01.2026", '2026-01-05'],
    ['(DD) [MM] $YYYY', '(05) [01] $2026', '2026-01-05'],
  ])('%s reads %s', async (format, text, expected) => {
    expect(await iso(format, text)).toEqual([expected])
  })

  it.each<[format: string, text: string]>([
    ['YYYY-MM-DD', '2026-3-10'],
    ['YYYY-MM-DD', ' 2026-03-10'],
    ['YYYY-MM-DD', '2026-03-10 09:30'],
    ['YYYY-MM-DD', ''],
    ['DD/MM/YYYY', '5/1/2026'],
    ['DD/MM/YYYY', '05-01-2026'],
    ['DD.MM.YYYY', '05x01x2026'],
    ['D/M/YYYY', '005/1/2026'],
    ['DD MMM YYYY', '05 Mai 2026'],
    ['DD MMM YYYY', '05 01 2026'],
    ['DD MMM YYYY', '05 January 2026'],
    ['YYYY-MM-DD HH:mm', '2026-03-10 24:00'],
    ['YYYY-MM-DD HH:mm', '2026-03-10 09:60'],
    ['M/D/YYYY h:mm A', '3/15/2024 14:30 PM'],
    ['M/D/YYYY h:mm A', '3/15/2024 2:30'],
    ['YYYY-MM-DD HH:mm:ssZZ', '2025-10-07 09:50:26+2'],
    ['YYYY-MM-DD HH:mm:ssZZ', '2025-10-07 09:50:26+15:00'],
  ])('%s does not read %j', async (format, text) => {
    expect(await iso(format, text)).toEqual([null])
  })

  it('leaves days that are none to the cast', async () => {
    const dated = (x: string) => instantFromText(x, 'DD/MM/YYYY').local ?? ''
    expect(
      await duckdb.of(dated, ['30/02/2026', '29/02/2024', '00/01/2026', '01/13/2026']),
    ).toEqual([null, '2024-02-29 00:00:00', null, null])
  })

  it('names a year, a month and a day', () => {
    expect(() => dateFormat('MM-DD')).toThrow('format MM-DD names no year')
    expect(() => dateFormat('YYYY-DD HH:mm')).toThrow('names no month')
    expect(() => dateFormat('YYYY-MM')).toThrow('names no day')
  })

  it('reads a place once, however often it is named', async () => {
    expect(await iso('DD/MM/YYYY DD', '05/01/2026 07')).toEqual(['2026-01-05'])
  })

  it('reads back what it would have written', async () => {
    const pad = (n: number) => String(n).padStart(2, '0')
    const names = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')
    const written: readonly (readonly [string, (d: Date) => string])[] = [
      [
        'DD/MM/YY',
        (d) =>
          `${pad(d.getUTCDate())}/${pad(d.getUTCMonth() + 1)}/${pad(d.getUTCFullYear() % 100)}`,
      ],
      ['MMM D, YYYY', (d) => `${names[d.getUTCMonth()]} ${d.getUTCDate()}, ${d.getUTCFullYear()}`],
      [
        'D.M.YYYY h:mm A',
        (d) =>
          `${d.getUTCDate()}.${d.getUTCMonth() + 1}.${d.getUTCFullYear()} ${d.getUTCHours() % 12 || 12}:${pad(d.getUTCMinutes())} ${d.getUTCHours() < 12 ? 'am' : 'PM'}`,
      ],
      ['YYYYMMDDHHmmss', (d) => d.toISOString().replace(/\D/g, '').slice(0, 14)],
    ]
    const days = fc.sample(
      fc.date({ min: new Date('1970-01-01'), max: new Date('2069-12-31'), noInvalidDate: true }),
      { numRuns: 200, seed: 1 },
    )
    for (const [format, write] of written) {
      const read = await iso(format, ...days.map(write))
      const length = dateFormat(format).hasTime ? 16 : 10
      expect(read.map((text) => text?.slice(0, length))).toEqual(
        days.map((day) => day.toISOString().slice(0, length)),
      )
    }
  })
})
