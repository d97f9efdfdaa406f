import { expect, it } from 'vitest'
import {
  dateText,
  dayNumber,
  dayOf,
  monthOf,
  offsetText,
  slashText,
  utcText,
  wallOn,
  wallText,
  weekday,
} from '../../../functions/domain/sample/time.ts'
import { instantOf } from '../../../functions/domain/time.ts'

const at = (date: string, hour: number, minute = 0) =>
  wallOn(dayNumber(date), hour * 3600 + minute * 60)

it('counts days', () => {
  expect(dayNumber('1970-01-02')).toBe(1)
  expect(dateText(dayNumber('1964-02-29'))).toBe('1964-02-29')
  expect(weekday(dayNumber('2026-03-08'))).toBe(0)
  expect(weekday(dayNumber('1969-12-31'))).toBe(3)
  expect(monthOf(dayNumber('2026-03-10'))).toBe(3)
  expect(dayOf(at('2026-03-10', 23, 59))).toBe(dayNumber('2026-03-10'))
})

it('writes a moment in each form', () => {
  const wall = at('2026-03-10', 9, 5)
  expect(wallText(wall)).toBe('2026-03-10 09:05:00')
  expect(slashText(wall)).toBe('10/03/2026 09:05')
  expect(utcText(wall)).toBe('2026-03-10T08:05:00Z')
  expect(offsetText(wall)).toBe('2026-03-10T09:05:00+01:00')
})

it('knows when the clocks change', () => {
  expect(wallText(at('2026-03-29', 2, 30))).toBe('2026-03-29 03:30:00')
  const moments = ['2026-03-29', '2026-10-25', '2024-03-31', '2025-01-01', '2025-07-01'].flatMap(
    (date) => ['00:00', '01:59', '03:00', '12:00'].map((time) => [date, time] as const),
  )
  for (const [date, time] of moments) {
    const [hour, minute] = time.split(':').map(Number)
    const utc = instantOf(date, time, 'Europe/Paris').replace('.000Z', 'Z')
    expect(utcText(at(date, hour!, minute!))).toBe(utc)
  }
})
