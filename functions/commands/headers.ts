/** The headers of the files that are on this machine, against what config says of them. */
import { checkColumns, checkLookUps, type RawSource } from '../domain/ingest/raw-source.ts'
import { vanishedFrom } from '../domain/init/known-export.ts'
import { readable } from '../platform/header.ts'
import { textColumns } from '../platform/local/header.ts'
import { filesHere } from '../platform/local/sources.ts'
import type { Shop } from './load.ts'

/**
 * Reads the header of every text file there is. Throws SourceError for a mapped column that none has, with the nearest
 * that is there. Returns what a recognised export should have and has not.
 */
export async function headerWarnings({
  config,
  folder,
}: Pick<Shop, 'config' | 'folder'>): Promise<readonly string[]> {
  const warnings: string[] = []
  const looked: RawSource[] = []
  for (const [name, source] of Object.entries(config.sources)) {
    const { type } = source.format
    const files = filesHere(source, folder)
    if (files.length === 0 || type === 'parquet' || type === 'json') continue
    const columns = readable(name, source, await textColumns(name, source.format, files))
    const raw = { name, config: source, columns, files: files.map(({ file }) => file) }
    checkColumns(raw)
    looked.push(raw)
    if (source.as === undefined) continue
    const names = columns.map((column) => column.name)
    const { name: shown, vanished } = vanishedFrom(source.as, names)
    for (const { header, nearest } of vanished) {
      const near = nearest === undefined ? '' : `; nearest: ${nearest}`
      warnings.push(
        `sources.${name}: ${shown} should have a column ${header}, these files have none${near}`,
      )
    }
  }
  const isWhole = looked.length === Object.keys(config.sources).length
  if (isWhole) checkLookUps(looked)
  return warnings
}
