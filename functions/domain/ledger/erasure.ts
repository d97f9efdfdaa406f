/** The erased: by hashes alone, so that the list itself names nobody. It is the receipt too. */
import { z } from 'zod'
import { daysBetween, nextDay } from '../time.ts'
import { hashPattern } from './hash.ts'

const hash = z.string().regex(hashPattern)

export const erasureBody = z.object({
  version: z.literal(1),
  /** When, ISO text in UTC. */
  at: z.iso.datetime(),
  /** The newest night that was begun by then: it and those before it may hold the person. */
  night: z.iso.date().nullable(),
  /** The customer’s ids, those of before too. */
  subjects: z.array(hash),
  addresses: z.array(hash),
  /** Source ids, of all profiles that were joined. */
  profiles: z.array(hash),
  /** The day from which nothing is left. */
  goneBy: z.iso.date(),
})
export type Erasure = Readonly<z.output<typeof erasureBody>>

/** Where the list lies. */
export const erasuresPrefix = 'ledger/erased'

/** The key of an erasure; two of one person at one instant are one. */
export const erasureKey = ({
  at,
  subjects,
  addresses,
  profiles,
}: Omit<Erasure, 'version'>): string => {
  const [first = ''] = [...subjects, ...addresses, ...profiles]
  return `${erasuresPrefix}/${at.replaceAll(/[-:]/g, '')}.${first.slice(0, 16)}.json`
}

/** The key that says that an erasure was taken back. */
export const undoneKey = (key: string): string => key.replace(/\.json$/, '.undone.json')

/** The erasures among keys of the list that nobody has taken back. */
export function activeKeys(keys: readonly string[]): readonly string[] {
  const all = new Set(keys)
  return keys.filter((key) => !key.endsWith('.undone.json') && !all.has(undoneKey(key)))
}

/** Days after which nothing of the erased is left. */
export const daysToErase = 30

/**
 * The same where the rules of a bucket remove, at the end of a day: a night may be replayed as long as its rows are kept,
 * and what a replay made is kept as long again.
 */
export const daysInBucket = ({
  personalNights,
  nights,
}: {
  readonly personalNights: number
  readonly nights: number
}): number => Math.max(daysToErase, 2 * personalNights, nights) + 1

/**
 * The first date whose night holds nobody of those who must be gone on the night of `asOf`; `dates` are those of the
 * nights. The first night without a person still has the two tables that say who left.
 */
export function firstWithout(
  erasures: readonly Erasure[],
  dates: readonly string[],
  asOf: string,
): string {
  const floors = erasures.flatMap(({ night }) => {
    if (night === null || daysBetween(night, asOf) < daysToErase) return []
    return [nextDay(dates.find((date) => date > night) ?? night)]
  })
  const floor = floors.reduce((last, date) => (date > last ? date : last), '')
  return floor < asOf ? floor : asOf
}

/** All hashes by which rows of sources are known to be of the erased. */
export const hashesOf = (erasures: readonly Erasure[]): readonly string[] =>
  [...new Set(erasures.flatMap(({ addresses, profiles }) => [...addresses, ...profiles]))].sort()
