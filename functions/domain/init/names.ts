/** Column and file names, compared by their letters and digits alone. */
import type { CanonicalName } from '../ingest/canonical.ts'
import { currencySigns } from './numbers.ts'
import { fileWords, synonyms, words } from './synonyms.ts'

/** How well a name fits: 4 it is the column's own, 3 it can mean nothing else, 2 likely, 1 a word for many things. */
export type Fit = 1 | 2 | 3 | 4

const spelled: readonly (readonly [RegExp, string])[] = [
  [/ß/g, 'ss'],
  [/[øØ]/g, 'o'],
  [/[æÆ]/g, 'ae'],
  [/[łŁ]/g, 'l'],
  [/#/g, ' number '],
]

/** A name by its letters and digits: `Customer ID`, `customer_id` and `CustomerId` are one. */
export function plainName(name: string): string {
  const latin = spelled.reduce((text, [from, to]) => text.replace(from, to), name)
  return latin
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
}

/** How well a file's column fits a canonical one by name, or nothing. */
export function nameFit(table: CanonicalName, column: string, name: string): Fit | undefined {
  const known = fits(table).get(column)
  for (const form of forms(plainName(name))) {
    const fit = known?.get(form)
    if (fit !== undefined) return fit
  }
  return undefined
}

/** The currency that a money column's name ends with (`total_eur`). */
export const currencyInName = (name: string): string | undefined =>
  /(?:^|[^A-Za-z])([A-Za-z]{3})\)?$/.exec(name)?.[1]?.toUpperCase().match(isoCode)?.[0]

/** Whether a date column's name says that it is in UTC (`Created (UTC)`). */
export const isUtcByName = (name: string): boolean => /[^A-Za-z](utc|gmt)\)?$/i.test(name)

/** Whether a file's name speaks of a table: 2 it is what the name says, 1 it says so among other things. */
export function fileFit(table: CanonicalName, path: string): 0 | 1 | 2 {
  const stem = plainName((path.split('/').pop() ?? '').replace(/\.[a-z]+/gi, ''))
  // The last word is the noun: `customer_events` are events, `order_items` items.
  const weight = (list: readonly string[]) =>
    Math.max(
      0,
      ...list
        .filter((word) => stem.includes(word))
        .map((word) => 100 * (stem.lastIndexOf(word) + word.length) + word.length),
    )
  const own = weight(fileWords[table])
  if (own === 0) return 0
  return own === Math.max(...Object.values(fileWords).map(weight)) ? 2 : 1
}

const isoCode = new RegExp(`^(${[...new Set(Object.values(currencySigns))].join('|')})$`)

function forms(name: string): readonly string[] {
  const bare = name.replace(/(utc|gmt|eur|gbp|usd|cad|aud|chf|pln|sek|dkk|nok|jpy|brl)$/, '')
  return bare === name ? [name] : [name, bare]
}

const cache = new Map<CanonicalName, ReadonlyMap<string, ReadonlyMap<string, Fit>>>()

function fits(table: CanonicalName): ReadonlyMap<string, ReadonlyMap<string, Fit>> {
  const known = cache.get(table)
  if (known) return known
  const made = new Map(
    Object.entries(synonyms[table]).map(([column, { sure, likely = '', weak = '' }]) => {
      const fit = new Map<string, Fit>()
      const add = (patterns: string, value: Fit) => {
        for (const pattern of patterns.trim().split(/\s+/)) {
          for (const name of expanded(pattern)) if (!fit.has(name)) fit.set(name, value)
        }
      }
      add(plainName(column), 4)
      add(sure, 3)
      add(likely, 2)
      add(weak, 1)
      return [column, fit] as const
    }),
  )
  cache.set(table, made)
  return made
}

/** `<who><id>` to `customerid`, `customernumber`, `clientid` …; `<who?>` may be left out. */
function expanded(pattern: string): readonly string[] {
  const match = /<(\w+)(\??)>/.exec(pattern)
  if (!match) return [pattern]
  const [hole, name = '', maybe] = match
  const fillings = words[name]
  if (fillings === undefined) throw new RangeError(`no words for ${hole}`)
  return [...(maybe ? [''] : []), ...fillings].flatMap((word) =>
    expanded(pattern.replace(hole, word)),
  )
}
