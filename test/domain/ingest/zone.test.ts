import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { offsetsOf, toLocal, toUtc } from '../../../functions/domain/ingest/zone.ts'
import { expressionEngine } from './evaluated.ts'

const years = { from: 1970, to: 2030 }
const hour = 3_600_000

let duckdb: Awaited<ReturnType<typeof expressionEngine>>
beforeAll(async () => {
  duckdb = await expressionEngine()
})
afterAll(() => duckdb.engine.close())

const shown = (at: number) => new Date(at).toISOString().slice(0, 19).replace('T', ' ')
const utcOf = async (zone: string, ...times: readonly string[]) =>
  duckdb.of((x) => toUtc(x, zone, years), times, 'timestamp(3)')
const localOf = async (zone: string, ...times: readonly string[]) =>
  duckdb.of((x) => toLocal(x, zone, years), times, 'timestamp(3)')

describe('a local time as UTC', () => {
  it('in summer and in winter', async () => {
    expect(await utcOf('Europe/Paris', '2026-01-05 12:00:00', '2026-07-05 12:00:00')).toEqual([
      '2026-01-05 11:00:00',
      '2026-07-05 10:00:00',
    ])
  })

  it('that a clock change skips moves forward', async () => {
    expect(await utcOf('Europe/London', '2026-03-29 01:30:00')).toEqual(['2026-03-29 01:30:00'])
    expect(await utcOf('America/New_York', '2026-03-08 02:30:00')).toEqual(['2026-03-08 07:30:00'])
    expect(await utcOf('Australia/Lord_Howe', '2026-10-04 02:10:00')).toEqual([
      '2026-10-03 15:40:00',
    ])
  })

  it('that comes twice is the first', async () => {
    expect(await utcOf('Europe/London', '2026-10-25 01:30:00')).toEqual(['2026-10-25 00:30:00'])
    expect(await utcOf('America/New_York', '2026-11-01 01:30:00')).toEqual(['2026-11-01 05:30:00'])
  })

  it('of a zone that never changes', async () => {
    expect(toUtc('x', 'UTC', years)).toBe('cast(x as timestamp(3))')
    expect(await utcOf('Asia/Kolkata', '2026-01-05 12:00:00')).toEqual(['2026-01-05 06:30:00'])
    expect(await utcOf('Etc/GMT+5', '2026-01-05 12:00:00')).toEqual(['2026-01-05 17:00:00'])
  })

  it('outside the years has the nearest offset', async () => {
    expect(await utcOf('Europe/Paris', '1900-01-01 12:00:00', '2099-07-01 12:00:00')).toEqual([
      '1900-01-01 11:00:00',
      '2099-07-01 11:00:00',
    ])
  })

  it('that is not known is not known', async () => {
    expect(await duckdb.of((x) => toUtc(x, 'Europe/Paris', years), [null], 'timestamp(3)')).toEqual(
      [null],
    )
  })
})

describe('every clock change of a zone', () => {
  it.each([
    ...['Europe/London', 'America/New_York', 'Australia/Lord_Howe', 'America/Sao_Paulo'],
    ...['Pacific/Apia', 'Africa/Casablanca', 'Asia/Tehran', 'America/St_Johns', 'Asia/Almaty'],
  ])('%s, as Intl says', async (zone) => {
    const offset = offsetsOf(zone)
    const instants = changesOf(offset).flatMap((at) => [
      ...[at - 25 * hour, at - hour, at - 1000, at, at + 1000, at + hour, at + 25 * hour],
    ])
    const local = await localOf(zone, ...instants.map(shown))
    expect(local).toEqual(instants.map((at) => shown(at + offset(at) * 1000)))

    const back = await utcOf(zone, ...local.map(String))
    const first = (at: number) => {
      const wall = at + offset(at) * 1000
      const all = [at - 3 * hour, at + 3 * hour].map((near) => wall - offset(near) * 1000)
      return Math.min(at, ...all.filter((one) => one + offset(one) * 1000 === wall))
    }
    expect(back).toEqual(instants.map((at) => shown(first(at))))
  })
})

/** Days on which a zone's offset changes, found by walking through all hours around them. */
function changesOf(offset: (at: number) => number): readonly number[] {
  const found: number[] = []
  const day = 24 * hour
  for (let at = Date.UTC(1970, 0, 1); at < Date.UTC(2029, 11, 1); at += 5 * day) {
    if (offset(at) === offset(at + 5 * day)) continue
    let low = at
    while (offset(low) === offset(low + 15 * 60_000)) low += 15 * 60_000
    found.push(low + 15 * 60_000)
  }
  return found.slice(-40)
}
