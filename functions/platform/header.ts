/** What columns the files of a source say they have, whichever platform reads them. */
import { foldedName, isNeverRead } from '../config/mapping.ts'
import type { FormatConfig, SourceConfig } from '../config.ts'
import { nearest } from '../domain/math/nearest.ts'
import { SourceError } from '../errors.ts'
import type { ColumnShape } from './shape.ts'
import { literal } from './sql.ts'

/** A file of a source and the columns that it says it has. */
export interface FileColumns {
  readonly file: string
  readonly columns: readonly string[]
}

/** The columns that all files of a source have, whatever the case of their letters. Throws SourceError. */
export function commonColumns(source: string, files: readonly FileColumns[]): readonly string[] {
  refuseDiffering(source, files, (columns) => JSON.stringify(columns).toLowerCase())
  return files[0]?.columns ?? []
}

/** The columns that all files of a source have, in name and type. Throws SourceError. */
export function commonShape(
  source: string,
  files: readonly { readonly file: string; readonly columns: readonly ColumnShape[] }[],
): readonly ColumnShape[] {
  const told = files.map(({ file, columns }) => ({
    file,
    columns: columns.map(({ name, type }) => `${name} ${type}`),
  }))
  refuseDiffering(source, told, JSON.stringify)
  return files[0]?.columns ?? []
}

/** Throws SourceError for the first file whose columns are not those of the first. */
function refuseDiffering(
  source: string,
  [first, ...others]: readonly FileColumns[],
  identity: (columns: readonly string[]) => string,
): void {
  const odd = others.find(({ columns }) => identity(columns) !== identity(first?.columns ?? []))
  if (!first || !odd) return
  throw new SourceError(`${odd.file}: its columns differ from those of ${first.file}`, {
    details: [first, odd].map(({ file, columns }) => `${file}: ${columns.join(', ')}`),
    next: [`make the files of source ${source} alike, or give ${odd.file} a source of its own`],
  })
}

/**
 * The columns that are read: all but those of `never`. Throws SourceError for a name there that none has: mistyped, it
 * would keep nothing out.
 */
export function readable<One extends { readonly name: string }>(
  source: string,
  { never = [] }: Pick<SourceConfig, 'never'>,
  columns: readonly One[],
): readonly One[] {
  const names = columns.map(({ name }) => name)
  const missing = never.find((one) => !names.some((name) => foldedName(name) === foldedName(one)))
  if (missing === undefined) return columns.filter(({ name }) => !isNeverRead({ never }, name))
  const near = nearest(missing, names)
  throw new SourceError(`sources.${source}.never: the files have no column ${missing}`, {
    details: [...(near ? [`nearest: ${near}`] : []), `their columns: ${names.join(', ')}`],
    next: ['correct the name, or take it off the list: what the files lack need not be left out'],
  })
}

/** SQL of why a line of another shape than the header is no row: `ragged-line`, or `footer` by what it holds. */
export function raggedReason({ footer }: Pick<FormatConfig, 'footer'>, line: string): string {
  if (!Array.isArray(footer)) return "'ragged-line'"
  const holds = footer.map((text) => `strpos(lower(${line}), ${literal(text.toLowerCase())}) > 0`)
  return `case when ${holds.join(' or ')} then 'footer' else 'ragged-line' end`
}

/** Throws SourceError for a header without names, or in another encoding. */
export function checkHeader(
  file: string,
  names: readonly string[],
  { encoding }: Pick<FormatConfig, 'encoding'>,
): void {
  if (names.every((name) => name === '')) {
    throw new SourceError(`${file}: it is empty: there is no header to read`, {
      next: ['export the file again, or set format.header to the names of its columns'],
    })
  }
  if (names.some((name) => name.includes('\uFFFD'))) {
    throw new SourceError(`${file}: its header is not ${encoding}`, {
      details: [names.join(', ')],
      next: ['set format.encoding to latin-1, or save the file as UTF-8'],
    })
  }
}

/** The names in the first record after those to skip; undefined when the text ends before it does. */
export function headerIn(text: string, { type, skip, delimiter }: FormatConfig) {
  const separator = type === 'spaces' ? undefined : delimiter
  let found: TextRecord | undefined
  for (let number = 0; number <= skip; number += 1) {
    found = recordAt(text, found?.end ?? 0, separator)
    if (!found) return undefined
  }
  return found?.cells.map((name) => name.trim())
}

interface TextRecord {
  readonly cells: readonly string[]
  /** Where the next one begins. */
  readonly end: number
}

/** One record of CSV; without a delimiter one line of words. A quote counts where a cell begins. */
function recordAt(text: string, start: number, delimiter?: string): TextRecord | undefined {
  const cells: string[] = []
  let cell = ''
  let isQuoted = false
  for (let i = start; i < text.length; i += 1) {
    const character = text[i]
    if (isQuoted) {
      if (character !== '"') cell += character
      else if (text[i + 1] === '"') cell += text[++i]
      else isQuoted = false
    } else if (character === '\n' || character === '\r') {
      const end = text.startsWith('\r\n', i) ? i + 2 : i + 1
      return { cells: delimiter ? [...cells, cell] : cell.trim().split(/\s+/), end }
    } else if (character === '"' && cell === '' && delimiter) isQuoted = true
    else if (character === delimiter) {
      cells.push(cell)
      cell = ''
    } else cell += character
  }
  return undefined
}
