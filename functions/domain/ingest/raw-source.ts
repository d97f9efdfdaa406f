/** A source as the engine found it: its files and their columns, against what config says of them. */
import { foldedName, mappingsOf, namesIn } from '../../config/mapping.ts'
import type { SourceConfig } from '../../config.ts'
import { SourceError } from '../../errors.ts'
import { nearest } from '../math/nearest.ts'

export interface RawSource {
  readonly name: string
  readonly config: SourceConfig
  readonly columns: readonly RawColumn[]
  /** As config would write them. */
  readonly files: readonly string[]
  /** The day on which each was last written, in the order of `files`. */
  readonly writtenOn?: readonly (string | undefined)[]
}

/** `name` as the file has it, `column` as SQL must say it; types in lower case. */
export interface RawColumn {
  readonly name: string
  readonly column: string
  readonly type: string
}

/** The word of a file’s name (`statusByFile`) as a column that mappings may name. */
const fileStatus = 'file_status'

/** Whether a mapping’s name means the file’s status. */
export const isFileStatus = ({ config }: Pick<RawSource, 'config'>, name: string): boolean =>
  config.format.statusByFile !== undefined && foldedName(name) === fileStatus

/** The column of that name; names are compared trimmed and caseless, of several the one spelt alike counts. */
export function columnNamed({ columns }: RawSource, name: string): RawColumn | undefined {
  const alike = columns.filter((column) => foldedName(column.name) === foldedName(name))
  return alike.find((column) => column.name.trim() === name.trim()) ?? alike[0]
}

/** The word of each file, by the first pattern that its name fits; undefined where none does. */
export const fileWords = (
  { files }: Pick<RawSource, 'files'>,
  patterns: Readonly<Record<string, string>>,
): ReadonlyMap<string, string | undefined> =>
  new Map(
    files.map((file) => {
      const name = file.split('/').at(-1) ?? file
      return [file, Object.entries(patterns).find(([pattern]) => globMatches(pattern, name))?.[1]]
    }),
  )

/** Throws SourceError when config names what the files lack or have twice. JSON rows have no header to look in. */
export function checkColumns(source: RawSource): void {
  const { name, config } = source
  const { statusByFile } = config.format
  if (statusByFile) checkFileWords(source, `sources.${name}.format.statusByFile`, statusByFile)
  for (const { path, mapping } of placedMappings(source)) {
    if (mapping.fileName) checkFileWords(source, `${path}.fileName`, mapping.fileName)
  }
  if (config.format.type === 'json') return
  for (const [path, names] of named(source)) {
    for (const one of names) checkName(source, one, path)
  }
}

/** Throws SourceError when a mapping looks something up in columns that another source lacks. */
export function checkLookUps(sources: readonly RawSource[]): void {
  for (const { path, mapping } of sources.flatMap(placedMappings)) {
    for (const { source, key, value } of mapping.through ?? []) {
      const other = sources.find(({ name }) => name === source)
      if (!other || other.config.format.type === 'json') continue
      for (const name of [key, value]) checkName(other, name, `${path}.through`)
    }
  }
}

/** The mappings of a source with their paths. */
const placedMappings = ({ name, config }: RawSource) =>
  mappingsOf(config).map(({ table, column, mapping }) => ({
    path: `sources.${name}.tables.${table}.columns.${column}`,
    mapping,
  }))

/** Every name of a file’s column in the configuration of a source, with the path of what names it. */
function named(source: RawSource): readonly (readonly [path: string, names: readonly string[]])[] {
  const { name, config } = source
  const { fill = { by: [], columns: [] } } = config
  const rows = Object.entries(config.tables).map(
    ([table, mapped]) =>
      [`sources.${name}.tables.${table}.rows`, Object.keys(mapped?.rows ?? {})] as const,
  )
  return [
    [`sources.${name}.fill`, [...fill.by, ...fill.columns]],
    ...rows,
    ...placedMappings(source).map(({ path, mapping }) => [path, namesIn(mapping)] as const),
  ]
}

/** Throws SourceError when a name of config is that of no column, or of several. */
function checkName(source: RawSource, name: string, path: string): void {
  if (isFileStatus(source, name)) return
  const { columns } = source
  const alike = columns.filter((column) => foldedName(column.name) === foldedName(name))
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

function checkFileWords(
  source: RawSource,
  path: string,
  patterns: Readonly<Record<string, string>>,
): void {
  const [file] = [...fileWords(source, patterns)].find(([, word]) => word === undefined) ?? []
  if (file === undefined) return
  throw new SourceError(`${path}: no pattern fits ${file}`, {
    details: [`patterns: ${Object.keys(patterns).join(', ')}`],
    next: ['add a pattern for it, or leave the file out of files'],
  })
}

const globMatches = (pattern: string, name: string) => {
  const escaped = pattern.replace(/[$()+.[\\\]^{|}]/g, '\\$&')
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'i').test(name)
}
