/**
 * Festivals whose dates are decided or too close to compute: known for these years and for no others.
 * To go on, add the dates that the authority has published.
 */
export interface DatedFestival {
  readonly authority: string
  readonly dates: readonly string[]
}

/**
 * The Chinese calendar, as independent reckonings agree on it. The new moons of 2027 and 2030 fall within minutes of
 * midnight in Beijing; `Intl` is a day off there.
 */
export const lunarNewYear: DatedFestival = {
  authority: 'the Chinese calendar',
  dates: dates('2024-02-10 2025-01-29 2026-02-17 2027-02-06 2028-01-26 2029-02-13 2030-02-03'),
}

export const midAutumn: DatedFestival = {
  authority: 'the Chinese calendar',
  dates: dates('2024-09-17 2025-10-06 2026-09-25 2027-09-15 2028-10-03 2029-09-22 2030-09-12'),
}

/** As public holiday lists of India have it. Singapore’s have 2027-10-28 and 2028-11-15: see its public holidays. */
export const diwali: DatedFestival = {
  authority: 'the public holiday lists of India',
  dates: dates('2024-10-31 2025-10-20 2026-11-08 2027-10-29 2028-10-17 2029-11-05 2030-10-26'),
}

function dates(text: string): readonly string[] {
  return text.split(' ')
}
