import { expect, it } from 'vitest'
import {
  databaseAt,
  dateOfDatabase,
  nameAt,
  placeOf,
  runDatabase,
} from '../../../functions/platform/aws/places.ts'

const run = { asOf: '2026-03-10', attempt: 2 }

it('the first try of a table has its name, the others one with their number', () => {
  const [first, third] = [placeOf(run, 'results', 't', 1), placeOf(run, 'results', 't', 3)]
  expect(first).toEqual({ name: 't', location: 'results/2026-03-10/2/t/1' })
  expect(third).toEqual({ name: 't__3', location: 'results/2026-03-10/2/t/3' })
  expect([first, third].map(({ location }) => nameAt(location))).toEqual(['t', 't__3'])
})

it('a replay has places and a database of its own', () => {
  const replay = { ...run, replay: { name: 'trial' } }
  const { location } = placeOf(replay, 'results', 't', 1)
  expect(location).toBe('replays/trial/results/2026-03-10/2/t/1')
  const database = runDatabase('nocturne', replay)
  expect(database).toMatch(/^nocturne_replay_20260310_[0-9a-f]{12}$/)
  expect(dateOfDatabase('nocturne', database)).toBe('2026-03-10')
  expect(databaseAt('nocturne', location)).toBe(database)
  expect(databaseAt('nocturne', 'results/2026-03-10/2/t__2/2')).toBe('nocturne_20260310_2')
})

it('a run’s database says its date, those of others say nothing', () => {
  expect(runDatabase('nocturne', run)).toBe('nocturne_20260310_2')
  expect(dateOfDatabase('nocturne', 'nocturne_20260310_2')).toBe('2026-03-10')
  const others = ['nocturne', 'nocturne_test_20260310_1', 'nocturne_20260310', 'x_20260310_1']
  expect(others.map((name) => dateOfDatabase('nocturne', name))).toEqual(
    others.map(() => undefined),
  )
})
