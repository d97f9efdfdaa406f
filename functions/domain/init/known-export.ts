/** Which platform’s export a file is, by a part of its header: never by the place or the number of its columns. */
import { foldedName, namesIn } from '../../config/mapping.ts'
import { nearest } from '../math/nearest.ts'
import { shopExports } from './platforms/index.ts'
import { type Header, namesOf, type ShopExport } from './platforms/platform.ts'

/** How well a header fits an export. */
export interface ExportFit {
  readonly export: ShopExport
  /** Headers that it is known by and that are there, as the file writes them. */
  readonly found: readonly string[]
  /** Those that are not, as the platform writes them. */
  readonly missing: readonly string[]
  /** Of all the headers that its mapping reads, how many are there, and which share of them: 0 to 1. */
  readonly there: number
  readonly coverage: number
  readonly score: number
}

/** What a header was recognised as, and the exports that came near. */
export interface Recognition {
  /** Missing: no platform that is known, or two equally. */
  readonly fit?: ExportFit
  readonly tie?: readonly ExportFit[]
  /** One that it nearly is: what takes its place may count otherwise. */
  readonly near?: ExportFit
  /** Best first, each with why not. */
  readonly rivals: readonly { readonly fit: ExportFit; readonly why: string }[]
}

/** Recognises a header. A file that lacks one telling header and has nearly all others is the next version of its export. */
export function recogniseExport(names: readonly string[]): Recognition {
  const fits = shopExports
    .map((one) => fitOf(one, names))
    .filter(({ found }) => found.length > 0)
    .sort((a, b) => b.score - a.score)
  const [best, ...others] = fits.filter(isEnough)
  const rivals = fits
    .filter((fit) => fit !== best)
    .slice(0, 3)
    .map((fit) => ({ fit, why: whyNot(fit, best) }))
  if (best === undefined) {
    const near = fits.find(isNear)
    return { rivals, ...(near ? { near } : {}) }
  }
  const tie = others.filter(({ score }) => score === best.score)
  return tie.length > 0 ? { tie: [best, ...tie], rivals } : { fit: best, rivals }
}

/** The name under which a header stands among others, compared trimmed (of a byte order mark too) and caseless. */
export function nameIn(names: readonly string[], header: Header): string | undefined {
  for (const known of namesOf(header)) {
    const found = names.find((name) => foldedName(name) === foldedName(known))
    if (found !== undefined) return found
  }
  return undefined
}

/** The nearest of the names that are there to one that is not. */
export const nearestName = (names: readonly string[], header: Header): string | undefined => {
  for (const known of namesOf(header)) {
    const near = nearest(known, names)
    if (near !== undefined) return near
  }
  return undefined
}

/** All headers that the mapping of an export reads. */
function headersOf({ knownBy, fill, tables = {} }: ShopExport): readonly Header[] {
  const all = Object.values(tables).flatMap(({ rows = [], columns }) => [
    ...rows.map(({ column }) => column),
    ...Object.values(columns).flatMap(namesIn),
  ])
  return [...new Set([...knownBy, ...(fill ? [fill.by] : []), ...all])]
}

/** A header that an export must have and a file has not, with the nearest that it has. */
export interface Vanished {
  readonly header: string
  readonly nearest?: string
}

/**
 * What the files of a source that was recognised as an export lack: headers that it is known by, and those that sums
 * depend on.
 */
export function vanishedFrom(
  id: string,
  names: readonly string[],
): { readonly name: string; readonly vanished: readonly Vanished[] } {
  const known = shopExports.find((one) => one.id === id)
  if (!known) throw new RangeError(`no export is called ${id}`)
  const needed = Object.values(known.tables ?? {}).flatMap(({ rows = [], columns }) => [
    ...rows.filter(({ optional }) => !optional).map(({ column }) => column),
    ...Object.values(columns)
      .filter(({ counts }) => counts)
      .flatMap(namesIn),
  ])
  const gone = [...new Set([...known.knownBy, ...needed])].filter(
    (header) => nameIn(names, header) === undefined,
  )
  return {
    name: known.name,
    vanished: gone.map((header) => {
      const near = nearestName(names, header)
      return { header: namesOf(header)[0]!, ...(near === undefined ? {} : { nearest: near }) }
    }),
  }
}

function fitOf(one: ShopExport, names: readonly string[]): ExportFit {
  const found = one.knownBy.flatMap((header) => nameIn(names, header) ?? [])
  const missing = one.knownBy.filter((header) => nameIn(names, header) === undefined)
  const read = headersOf(one)
  const there = read.filter((header) => nameIn(names, header) !== undefined)
  return {
    export: one,
    found,
    missing: missing.map((header) => namesOf(header)[0]!),
    there: there.length,
    coverage: there.length / read.length,
    score: Math.max(
      0,
      100 * (found.length - 2 * missing.length) + Math.round((99 * there.length) / read.length),
    ),
  }
}

function isEnough({ export: { isPlain }, found, missing, there, coverage }: ExportFit): boolean {
  if (missing.length === 0) return true
  return !isPlain && missing.length === 1 && found.length >= 2 && there >= 8 && coverage >= 0.7
}

/** Orders of a platform from which telling columns were taken. */
const isNear = ({ export: { isPlain, tables = {} }, found, there, coverage }: ExportFit): boolean =>
  !isPlain &&
  (tables.orders ?? tables.order_items) !== undefined &&
  found.length >= 2 &&
  there >= 6 &&
  coverage >= 0.4

function whyNot({ missing, score }: ExportFit, best: ExportFit | undefined): string {
  if (missing.length > 0) return `no ${missing.join(', no ')}`
  return score === best?.score ? 'fits as well' : `${best?.export.name} has more of the headers`
}
