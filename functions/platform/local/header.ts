/** The headers of text files: the files of one source have the same. */
import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'
import type { FormatConfig } from '../../config.ts'
import { isPacked } from '../file-marks.ts'
import { checkHeader, commonColumns, type FileColumns, headerIn } from '../header.ts'
import type { RawColumn } from '../ports.ts'
import type { LocalFile } from './sources.ts'

/** Columns of a text source by place, `c1` and on, so that no name of a file meets one of ours. Throws SourceError. */
export async function textColumns(
  source: string,
  format: FormatConfig,
  files: readonly Pick<LocalFile, 'path' | 'file'>[],
): Promise<readonly RawColumn[]> {
  if (format.type === 'json') return [{ name: 'line', column: 'line', type: 'json' }]
  if (format.header !== true) return named(format.header)
  const headers: FileColumns[] = []
  for (const file of files) {
    headers.push({ file: file.file, columns: await headerOf(format, file) })
  }
  return named(commonColumns(source, headers))
}

const named = (names: readonly string[]) =>
  names.map((name, i) => ({ name, column: `c${i + 1}`, type: 'varchar' }))

async function headerOf(
  format: FormatConfig,
  { path, file }: Pick<LocalFile, 'path' | 'file'>,
): Promise<readonly string[]> {
  const decoder = new TextDecoder(format.encoding === 'latin-1' ? 'latin1' : 'utf-8')
  let text = ''
  let names: readonly string[] | undefined
  const bytes = createReadStream(path, { highWaterMark: 1 << 16 })
  for await (const chunk of isPacked(path) ? bytes.pipe(createGunzip()) : bytes) {
    text += decoder.decode(chunk as Buffer, { stream: true })
    names = headerIn(text, format)
    if (names || text.length > 1 << 24) break
  }
  names ??= headerIn(`${text}\n`, format) ?? []
  checkHeader(file, names, format)
  return names
}
