import type { Hemisphere } from './calendar-day.ts'
import type { UnnumberedDay } from './numbered.ts'

/**
 * First days of the seasons, which are whole months, as the feature `season` has them: winter in the north, summer in
 * the south from December to February, and so on. Who lives where no hemisphere is known has no season.
 */
export function seasonDays(
  hemispheres: readonly Hemisphere[],
  years: readonly number[],
): readonly UnnumberedDay[] {
  return hemispheres.flatMap((hemisphere) =>
    years.flatMap((year) =>
      firstDays.map(([day, north, south]) => {
        const season = hemisphere === 'northern' ? north : south
        return {
          ...{ calendar: 'seasons', occasion: season, date: `${year}-${day}` },
          ...{ kind: 'season' as const, country: null, region: null, hemisphere, faith: null },
          name: `First day of ${season}`,
        }
      }),
    ),
  )
}

const firstDays = [
  ['03-01', 'spring', 'autumn'],
  ['06-01', 'summer', 'winter'],
  ['09-01', 'autumn', 'spring'],
  ['12-01', 'winter', 'summer'],
] as const
