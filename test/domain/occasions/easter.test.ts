import { expect, it } from 'vitest'
import { orthodoxEaster, westernEaster } from '../../../functions/domain/occasions/easter.ts'

// https://en.wikipedia.org/wiki/List_of_dates_for_Easter
it.each([
  [1943, '1943-04-25', '1943-04-25'],
  [1961, '1961-04-02', '1961-04-09'],
  [2000, '2000-04-23', '2000-04-30'],
  [2008, '2008-03-23', '2008-04-27'],
  [2024, '2024-03-31', '2024-05-05'],
  [2025, '2025-04-20', '2025-04-20'],
  [2026, '2026-04-05', '2026-04-12'],
  [2027, '2027-03-28', '2027-05-02'],
  [2028, '2028-04-16', '2028-04-16'],
  [2029, '2029-04-01', '2029-04-08'],
  [2030, '2030-04-21', '2030-04-28'],
  [2038, '2038-04-25', '2038-04-25'],
])('finds both Easters of %i', (year, western, orthodox) => {
  expect(westernEaster(year)).toBe(western)
  expect(orthodoxEaster(year)).toBe(orthodox)
})

it('is a Sunday in every year, the Eastern one never before the Western', () => {
  for (let year = 1900; year < 2200; year++) {
    const [western, orthodox] = [westernEaster(year), orthodoxEaster(year)]
    expect([new Date(western).getUTCDay(), new Date(orthodox).getUTCDay()], `${year}`).toEqual([
      0, 0,
    ])
    expect(orthodox >= western, `${year}`).toBe(true)
  }
})
