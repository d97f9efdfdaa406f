import { expect, it } from 'vitest'
import {
  daysInBucket,
  daysToErase,
  type Erasure,
  firstWithout,
} from '../functions/domain/ledger/erasure.ts'
import { isErased } from '../functions/domain/ledger/people.ts'
import { activeErasures, erase, erasuresOf, undoErasure } from '../functions/erasures.ts'
import { personRecords } from '../functions/ledger.ts'
import { memoryFiles } from './support/outbox.ts'

const [subject, address, profile] = ['a', 'b', 'c'].map((letter) => letter.repeat(64)) as [
  string,
  string,
  string,
]
const wish = (at = '2026-03-10T12:00:00.000Z', night: string | null = '2026-03-10') => ({
  ...{ at, night, goneBy: '2026-04-09' },
  ...{ subjects: [subject], addresses: [address], profiles: [profile] },
})

it('stops first: what breaks off leaves nothing that goes out, and is done by asking again', async () => {
  const files = memoryFiles()
  const breaking = {
    ...files,
    putIfAbsent: async (key: string, body: string | Uint8Array) => {
      if (key.startsWith('ledger/erased/')) throw new Error('killed')
      return files.putIfAbsent(key, body)
    },
  }
  await expect(erase(breaking, wish())).rejects.toThrow('killed')
  for (const who of [subject, address]) expect(isErased(await personRecords(files, who))).toBe(true)
  expect(await activeErasures(files)).toEqual([])
  await erase(files, wish('2026-03-10T12:01:00.000Z'))
  expect(await activeErasures(files)).toHaveLength(1)
  expect(await personRecords(files, subject)).toHaveLength(1)
})

it('is found by any of its hashes, until it is taken back', async () => {
  const files = memoryFiles()
  const key = await erase(files, wish())
  for (const hash of [subject, address, profile])
    expect([...(await erasuresOf(files, new Set([hash]))).keys()]).toEqual([key])
  expect((await erasuresOf(files, new Set(['d'.repeat(64)]))).size).toBe(0)
  const [erasure] = await activeErasures(files)
  await undoErasure(files, key, erasure!, '2026-03-11T12:00:00.000Z')
  expect(await activeErasures(files)).toEqual([])
  expect(isErased(await personRecords(files, address))).toBe(false)
  await erase(files, wish('2026-03-12T12:00:00.000Z'))
  expect(isErased(await personRecords(files, address))).toBe(true)
})

it('stays in force where another erasure says the same of an address', async () => {
  const files = memoryFiles()
  const key = await erase(files, wish())
  const other = { ...wish('2026-03-11T12:00:00.000Z'), subjects: ['d'.repeat(64)], profiles: [] }
  await erase(files, other)
  const [erasure] = await activeErasures(files)
  await undoErasure(files, key, erasure!, '2026-03-12T12:00:00.000Z')
  expect(isErased(await personRecords(files, subject))).toBe(false)
  expect(isErased(await personRecords(files, address))).toBe(true)
})

it('is taken back by asking again after that broke off', async () => {
  const files = memoryFiles()
  const key = await erase(files, wish())
  const [erasure] = await activeErasures(files)
  const puts: string[] = []
  const breaking = {
    ...files,
    putIfAbsent: async (put: string, body: string | Uint8Array) => {
      if (puts.push(put) > 1) throw new Error('killed')
      return files.putIfAbsent(put, body)
    },
  }
  await expect(undoErasure(breaking, key, erasure!, '2026-03-11T12:00:00.000Z')).rejects.toThrow()
  expect([...(await erasuresOf(files, new Set([address]))).keys()]).toEqual([key])
  await undoErasure(files, key, erasure!, '2026-03-11T12:01:00.000Z')
  expect(await activeErasures(files)).toEqual([])
  for (const who of [subject, address])
    expect(isErased(await personRecords(files, who))).toBe(false)
})

it.each([
  [7, 30, 31],
  [30, 30, 61],
  [40, 30, 81],
  [7, 90, 91],
])(
  'promises a day by which also a replay is gone: %i and %i nights, %i days',
  (personalNights, nights, days) => {
    expect(daysInBucket({ personalNights, nights })).toBe(days)
  },
)

it('lets go of what lies before an erasure when its days are over, never of tonight', () => {
  const one = (night: string | null): Erasure => ({ version: 1, ...wish(undefined, night) })
  const dates = ['2026-03-08', '2026-03-10', '2026-03-11', '2026-03-20', '2026-04-09']
  expect(daysToErase).toBe(30)
  expect(firstWithout([], dates, '2026-04-09')).toBe('')
  expect(firstWithout([one('2026-03-10')], dates, '2026-04-08')).toBe('')
  expect(firstWithout([one('2026-03-10')], dates, '2026-04-09')).toBe('2026-03-12')
  expect(firstWithout([one('2026-03-10'), one('2026-03-08')], dates, '2026-04-09')).toBe(
    '2026-03-12',
  )
  expect(firstWithout([one(null)], dates, '2026-04-09')).toBe('')
  const rare = ['2026-01-01', '2026-04-09']
  expect(firstWithout([one('2026-01-01')], rare, '2026-04-09')).toBe('2026-04-09')
})
