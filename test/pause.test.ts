import { expect, it } from 'vitest'
import { pause, pausedSince, resume } from '../functions/pause.ts'
import { memoryFiles } from './support/outbox.ts'

const one = new Date('2026-03-10T08:14:00.123Z')
const two = new Date('2026-03-10T09:00:00.000Z')

it('lasts from the first pause to the next resume', async () => {
  const files = memoryFiles()
  expect(await pausedSince(files)).toBeUndefined()
  expect(await resume(files, one)).toBeUndefined()
  expect(await pause(files, one)).toBe(one.toISOString())
  expect(await pause(files, two)).toBe(one.toISOString())
  expect(await pausedSince(files)).toBe('2026-03-10T08:14:00.123Z')
  expect(await resume(files, two)).toBe(one.toISOString())
  expect(await pausedSince(files)).toBeUndefined()
  expect([...files.objects.keys()]).toEqual([
    'ledger/pause/20260310T081400.123Z.json',
    'ledger/pause/20260310T081400.123Z.resumed',
  ])
})

it('holds again at the very instant at which another ended', async () => {
  const files = memoryFiles()
  await pause(files, one)
  await resume(files, one)
  expect(await pause(files, one)).toBe('2026-03-10T08:14:00.124Z')
  expect(await pausedSince(files)).toBe('2026-03-10T08:14:00.124Z')
})

it('of two at once both end, whatever the clocks of those who began them', async () => {
  const files = memoryFiles()
  const body = '{}'
  await files.putIfAbsent('ledger/pause/20990101T000000.000Z.json', body)
  await files.putIfAbsent('ledger/pause/20260310T081400.123Z.json', body)
  expect(await resume(files, two)).toBe(one.toISOString())
  expect(await pausedSince(files)).toBeUndefined()
})

it('is not ended by an object that ends nothing', async () => {
  const files = memoryFiles()
  await pause(files, one)
  await files.putIfAbsent('ledger/pause/20260310T090000.000Z.resumed', '{}')
  expect(await pausedSince(files)).toBe(one.toISOString())
})
