/** The day of an export, for what has no date of its own. */
import { nextDay } from '../time.ts'
import type { RawSource } from './raw-source.ts'

/**
 * The day of each file: the latest date in its name (`2026-11-23`, `20261123`, `202611231430`), else the day on which it
 * was last written. What a file says when a night reads it was known before that night: it is never later than the day
 * before.
 */
export function fileDays(
  { files, writtenOn = [] }: Pick<RawSource, 'files' | 'writtenOn'>,
  asOf: string,
): ReadonlyMap<string, string | undefined> {
  const latest = nextDay(asOf, -1)
  return new Map(
    files.map((file, i) => {
      const day = dayInName(file) ?? writtenOn[i]
      return [file, day !== undefined && day > latest ? latest : day]
    }),
  )
}

/** @example dayInName('exports/customers_20261123.csv') // '2026-11-23' */
export function dayInName(file: string): string | undefined {
  const name = file.split('/').at(-1) ?? ''
  return [...name.matchAll(dated)]
    .map(([, year, , month, day]) => `${year}-${month}-${day}`)
    .filter(isDay)
    .sort()
    .at(-1)
}

/** Hours, minutes and seconds may follow at once. */
const dated =
  /(?<!\d)((?:19|20)\d\d)([-_.]?)(\d\d)\2(\d\d)(?=(?:(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?)?(?!\d))/g

function isDay(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}
