/** The headers of text files: the files of one source have the same. */
import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'
import type { FormatConfig } from '../../config.ts'
import { SourceError } from '../../errors.ts'
import type { RawColumn } from '../ports.ts'
import { isPacked } from './read-through.ts'
import type { LocalFile } from './sources.ts'

/** Columns of a text source by place, `c1` and on, so that no name of a file meets one of ours. Throws SourceError. */
export async function textColumns(
  source: string,
  format: FormatConfig,
  files: readonly LocalFile[],
): Promise<readonly RawColumn[]> {
  if (format.type === 'json') return [{ name: 'line', column: 'line', type: 'json' }]
  const names = format.header === true ? await commonHeader(source, format, files) : format.header
  return names.map((name, i) => ({ name, column: `c${i + 1}`, type: 'varchar' }))
}

/** The error for two files of one source whose columns are not the same. */
export function differing(
  source: string,
  one: { readonly file: string; readonly columns: readonly string[] },
  other: { readonly file: string; readonly columns: readonly string[] },
): SourceError {
  return new SourceError(`${other.file}: its columns differ from those of ${one.file}`, {
    details: [one, other].map(({ file, columns }) => `${file}: ${columns.join(', ')}`),
    next: [`make the files of source ${source} alike, or give ${other.file} a source of its own`],
  })
}

const folded = (names: readonly string[]) => JSON.stringify(names).toLowerCase()

async function commonHeader(
  source: string,
  format: FormatConfig,
  files: readonly LocalFile[],
): Promise<readonly string[]> {
  let first: { file: string; columns: readonly string[] } | undefined
  for (const file of files) {
    const columns = await headerOf(format, file)
    first ??= { file: file.file, columns }
    if (folded(columns) !== folded(first.columns)) {
      throw differing(source, first, { file: file.file, columns })
    }
  }
  return first?.columns ?? []
}

async function headerOf(
  format: FormatConfig,
  { path, file }: LocalFile,
): Promise<readonly string[]> {
  const decoder = new TextDecoder(format.encoding === 'latin-1' ? 'latin1' : 'utf-8')
  let text = ''
  let names: readonly string[] | undefined
  const bytes = createReadStream(path, { highWaterMark: 1 << 16 })
  for await (const chunk of isPacked(path) ? bytes.pipe(createGunzip()) : bytes) {
    text += decoder.decode(chunk as Buffer, { stream: true })
    names = header(text, format)
    if (names || text.length > 1 << 24) break
  }
  names ??= header(`${text}\n`, format) ?? []
  if (names.every((name) => name === '')) {
    throw new SourceError(`${file}: it is empty: there is no header to read`, {
      next: ['export the file again, or set format.header to the names of its columns'],
    })
  }
  if (names.some((name) => name.includes('\uFFFD'))) {
    throw new SourceError(`${file}: its header is not ${format.encoding}`, {
      details: [names.join(', ')],
      next: ['set format.encoding to latin-1, or save the file as UTF-8'],
    })
  }
  return names
}

/** The names in the first record after those to skip; undefined when the text ends before it does. */
function header(text: string, { type, skip, delimiter }: FormatConfig) {
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
