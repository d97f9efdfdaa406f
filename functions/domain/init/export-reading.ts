/** How the values of a recognised export’s column are read, and what a person must be asked of them. */
import type { CanonicalName } from '../ingest/canonical.ts'
import { isNeeded } from './columns.ts'
import { type ExportFile, isCut } from './export-file.ts'
import type { Facts } from './facts.ts'
import { kindOf } from './kinds.ts'
import type { ExportColumn } from './platforms/platform.ts'
import type { Remark } from './proposal.ts'
import { type Found, readColumn } from './readings.ts'
import { knownWords, mapWords } from './words.ts'

/** How a column of the file is read: by the platform’s words, or by its values. */
export function readWith(
  table: CanonicalName,
  column: string,
  spec: ExportColumn,
  facts: Facts,
  { habits }: ExportFile,
): Found {
  if (spec.map) return wordsOf(table, column, spec, facts)
  if (facts.filled === 0) return {}
  const found = readColumn(table, column, facts, { habits, needed: isVital(table, column) })
  const own = found.choices?.find(({ format }) => format && same(format, spec.format))
  if (!own) return found
  const text = `day and month as the platform writes them: ${own.format}`
  return { mapping: own, remarks: [{ weight: 'say', text }] }
}

/** Formats that differ by a zero alone are one. */
const same = (one: string, other = '') => single(one) === single(other)
const single = (format: string) => format.replace(/(?<![A-Z])([MD])\1(?![A-Z])/g, '$1')

/** The platform’s words, then those that shops use; the rest is for a person. */
function wordsOf(table: CanonicalName, column: string, spec: ExportColumn, facts: Facts): Found {
  const { map = {}, otherwise } = spec
  const platform = new Set(Object.keys(map).map((word) => word.toLowerCase()))
  const strange = [...facts.words.keys()].filter((word) => !platform.has(word.toLowerCase()))
  if (otherwise !== undefined) return { mapping: { map, otherwise } }
  const known = mapWords(knownWords(table, column) ?? {}, strange)
  const { unknown } = known
  return {
    mapping: { map: { ...map, ...known.map } },
    unknownWords: unknown,
    ...(unknown.length > 0
      ? {
          remarks: [
            {
              weight: spec.counts ? 'ask' : 'unsure',
              text: `${facts.name} has words that may mean anything: ${unknown.slice(0, 8).join(', ')}`,
              choice: true,
            },
          ],
        }
      : {}),
  }
}

/** Adds to what these values need what the platform writes before such values, and in larger amounts. */
export function stripped(
  found: Found,
  { strip }: ExportColumn,
  { words }: Facts,
  isMoney: boolean,
): Found {
  const own = [found.mapping?.strip ?? []].flat()
  const marked = strip === 'hash' && [...words.keys()].some((word) => word.startsWith('#'))
  const all = new Set([
    ...own,
    ...(marked ? (['hash'] as const) : []),
    ...(isMoney ? (['money'] as const) : []),
  ])
  const [only, ...more] = all
  if (only === undefined) return found
  return { ...found, mapping: { ...found.mapping, strip: more.length > 0 ? [...all] : only } }
}

/** What would lose rows or bend sums in silence is a question here: the platform’s own file would read throughout. */
export function readingRemarks(
  table: CanonicalName,
  column: string,
  spec: ExportColumn,
  facts: Facts,
): readonly Remark[] {
  const ask = (text: string): readonly Remark[] => [{ weight: 'ask', text }]
  const kind = kindOf(table, column)
  const vital = spec.counts || isVital(table, column)
  if (kind === 'id' && [...facts.words.keys()].some(isCut)) {
    return ask(
      `a spreadsheet has cut the numbers of ${facts.name} (${[...facts.words.keys()].find(isCut)}): different ones read alike. Export the file again and leave it as it is`,
    )
  }
  if (!vital || facts.filled === 0 || facts.native !== undefined) return []
  if (kind === 'instant') {
    const { share = 0, standard = 0, unread } = facts.dates ?? {}
    if (Math.max(share, standard) >= 0.999) return []
    const example = unread ?? [...facts.words.keys()][0]
    return ask(`not every ${facts.name} is a date that one format reads, e.g. ${example}`)
  }
  if (kind === 'number') {
    const { share = 0, conflict, unread } = facts.numbers ?? {}
    if (share >= 0.999 && conflict === undefined) return []
    const example = conflict ?? unread ?? [...facts.words.keys()][0]
    return ask(`not every ${facts.name} is an amount that reads alike, e.g. ${example}`)
  }
  return []
}

/** Whether a row is lost without the column. */
const isVital = (table: CanonicalName, column: string): boolean =>
  isNeeded(table, column) && column !== 'customer_id' && column !== 'quantity'
