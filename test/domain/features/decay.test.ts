import { expect, it } from 'vitest'
import { decayRows } from '../../../functions/domain/features/decay.ts'

const rows = decayRows()

it('has a row for each of 0 to 365 days', () => {
  expect(rows.map(({ days }) => days)).toEqual(Array.from({ length: 366 }, (_, days) => days))
})

it.each([
  [0, '1.000000000000'],
  [1, '0.977159968434'],
  [30, '0.500000000000'],
  [60, '0.250000000000'],
  [300, '0.000976562500'],
  [365, '0.000217504570'],
])('after %i days %s is left', (days, weight) => {
  expect(rows[days]).toEqual({ days, weight })
})
