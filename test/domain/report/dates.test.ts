import { expect, it } from 'vitest'
import {
  fullDate,
  longDate,
  monthYear,
  periodName,
  shortDate,
} from '../../../functions/domain/report/dates.ts'

const plain = (text: string) => text.replaceAll('\u00a0', ' ')

it('writes dates in English, whatever the machine speaks', () => {
  expect(plain(longDate('2026-03-10'))).toBe('Tuesday 10 March 2026')
  expect(plain(fullDate('2024-02-29'))).toBe('29 February 2024')
  expect(monthYear('2026-12-01')).toBe('December 2026')
})

it('names the year only where it is not that of the night', () => {
  expect(plain(shortDate('2026-01-14', '2026-03-10'))).toBe('14 January')
  expect(plain(shortDate('2025-12-31', '2026-03-10'))).toBe('31 December 2025')
})

it('names periods', () => {
  expect(periodName('2025-10-01', 'quarter', false)).toBe('2025 Q4')
  expect(periodName('2025-10-01', 'quarter', true)).toBe('25 Q4')
  expect(periodName('2025-10-01', 'month', true)).toBe('Oct 25')
})
