/** A source as the engine found it: its files and their columns, against what config says of them. */
import type { Mapping, SourceConfig } from '../../config.ts'
import { SourceError } from '../../errors.ts'
import { nearest } from '../math/nearest.ts'

export interface RawSource {
  readonly name: string
  readonly config: SourceConfig
  readonly columns: readonly RawColumn[]
  /** As config would write them. */
  readonly files: readonly string[]
}

/** `name` as the file has it, `column` as SQL must say it; types in lower case. */
export interface RawColumn {
  readonly name: string
  readonly column: string
  readonly type: string
}

/** The word of a file’s name (`statusByFile`) as a column that mappings may name. */
export const fileStatus = 'file_status'

/** Whether a mapping’s name means the file’s status. */
export const isFileStatus = ({ config }: Pick<RawSource, 'config'>, name: string): boolean =>
  config.format.statusByFile !== undefined && folded(name) === fileStatus

/** The column of that name; names are compared trimmed and caseless, of several the one spelt alike counts. */
export function columnNamed({ columns }: RawSource, name: string): RawColumn | undefined {
  const alike = columns.filter((column) => folded(column.name) === folded(name))
  return alike.find((column) => column.name.trim() === name.trim()) ?? alike[0]
}

/** The words of each file, by `statusByFile`; undefined where no pattern fits. */
export function fileWords({ config, files }: RawSource): ReadonlyMap<string, string | undefined> {
  const patterns = Object.entries(config.format.statusByFile ?? {})
  return new Map(
    files.map((file) => {
      const name = file.split('/').at(-1) ?? file
      return [file, patterns.find(([pattern]) => globMatches(pattern, name))?.[1]]
    }),
  )
}

/** Throws SourceError when mappings name what the files lack or have twice. JSON rows have no header to look in. */
export function checkColumns(source: RawSource): void {
  checkFileWords(source)
  if (source.config.format.type === 'json') return
  for (const [table, mapped] of Object.entries(source.config.tables)) {
    for (const [column, mapping] of Object.entries(mapped?.columns ?? {})) {
      const path = `sources.${source.name}.tables.${table}.columns.${column}`
      for (const name of mapping ? namesIn(mapping) : []) checkName(source, name, path)
    }
  }
}

/** The names of file columns that a mapping reads. */
export const namesIn = ({ from, join, date, time }: Mapping): readonly string[] =>
  [from, ...(join ?? []), date, time].filter((name) => name !== undefined)

function checkName(source: RawSource, name: string, path: string): void {
  if (isFileStatus(source, name)) return
  const { columns } = source
  const alike = columns.filter((column) => folded(column.name) === folded(name))
  const exact = alike.filter((column) => column.name.trim() === name.trim())
  if (alike.length === 1 || exact.length === 1) return
  const names = columns.map((column) => column.name)
  const near = nearest(name, names)
  throw alike.length === 0
    ? new SourceError(`${path}: the files of ${source.name} have no column ${name}`, {
        details: [...(near ? [`nearest: ${near}`] : []), `their columns: ${names.join(', ')}`],
        next: ['correct the mapping in nocturne.yaml, or export the column'],
      })
    : new SourceError(`${path}: the files of ${source.name} have ${alike.length} columns ${name}`, {
        details: [`their columns: ${names.join(', ')}`],
        next: [
          'name one of them as it is spelt, or give all columns names of their own: format.header with skip: 1',
        ],
      })
}

function checkFileWords(source: RawSource): void {
  if (!source.config.format.statusByFile) return
  const [file] = [...fileWords(source)].find(([, word]) => word === undefined) ?? []
  if (file === undefined) return
  throw new SourceError(`sources.${source.name}.format.statusByFile: no pattern fits ${file}`, {
    details: [`patterns: ${Object.keys(source.config.format.statusByFile).join(', ')}`],
    next: ['add a pattern for it, or leave the file out of files'],
  })
}

const globMatches = (pattern: string, name: string) => {
  const escaped = pattern.replace(/[$()+.[\\\]^{|}]/g, '\\$&')
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'i').test(name)
}

const folded = (name: string) => name.trim().toLowerCase()
