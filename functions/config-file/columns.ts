/** The names of the files’ columns in the configuration of a source: those it may use, and where it does. */
import { foldedName, isNeverRead, mappingsOf, namesIn } from '../config/mapping.ts'
import type { SourceConfig } from '../config.ts'
import { nearest } from '../domain/math/nearest.ts'
import { quotation, shown } from '../domain/words/shown.ts'
import { type Path, type Problem, wrongKey, wrongValue } from './problem.ts'

/** Names that are never read, or that are not in the header, where config itself says that. */
export function columnProblems(name: string, source: SourceConfig): readonly Problem[] {
  return usesOf(name, source).flatMap(({ path, column }) => [
    ...(isNeverRead(source, column)
      ? [wrongValue(path, `${quotation(column)} is under never: it is not read`)]
      : []),
    ...headerProblems(path, column, source),
  ])
}

/** What only files with rows and cells have. */
export function wayProblems(name: string, source: SourceConfig): readonly Problem[] {
  const { format, never, fill, table } = source
  const at = (...path: readonly string[]) => ['sources', name, ...path]
  const isJson = format.type === 'json'
  return [
    ...(isJson && never
      ? [wrongKey(at('never'), 'never is for files with columns: lines of JSON are kept whole')]
      : []),
    ...(isJson && fill
      ? [wrongKey(at('fill'), 'fill is for files with columns: lines of JSON stand for themselves')]
      : []),
    ...(Array.isArray(format.footer) && (isJson || format.type === 'parquet')
      ? [wrongValue(at('format', 'footer'), 'texts of footers are for csv and spaces')]
      : []),
    ...(table === undefined
      ? []
      : placedMappings(name, source)
          .filter(({ mapping }) => mapping.fileDay)
          .map(({ path }) =>
            wrongKey([...path, 'fileDay'], 'fileDay is for files: a table has no day of its own'),
          )),
  ]
}

const placedMappings = (name: string, source: SourceConfig) =>
  mappingsOf(source).map(({ table, column, mapping }) => ({
    path: ['sources', name, 'tables', table, 'columns', column] as Path,
    mapping,
  }))

function usesOf(name: string, source: SourceConfig) {
  const { tables, fill = { by: [], columns: [] } } = source
  return [
    ...(['by', 'columns'] as const).flatMap((key) =>
      fill[key].map((column, i) => ({ path: ['sources', name, 'fill', key, i] as Path, column })),
    ),
    ...Object.entries(tables).flatMap(([table, mapped]) =>
      Object.keys(mapped?.rows ?? {}).map((column) => ({
        path: ['sources', name, 'tables', table, 'rows', column] as Path,
        column,
      })),
    ),
    ...placedMappings(name, source).flatMap(({ path, mapping }) =>
      namesIn(mapping).map((column) => ({ path, column })),
    ),
  ]
}

/** Where config itself names the columns of the files, it may use no other. */
function headerProblems(path: Path, column: string, { format }: SourceConfig): readonly Problem[] {
  if (!Array.isArray(format.header)) return []
  const names = [
    ...(format.header as readonly string[]),
    ...(format.statusByFile ? ['file_status'] : []),
  ]
  if (names.some((name) => foldedName(name) === foldedName(column))) return []
  const near = nearest(column, names)
  return [
    wrongValue(
      path,
      `${quotation(column)} is not in the header`,
      ...(near ? [`nearest: ${near}`] : []),
      `the header: ${names.map(shown).join(', ')}`,
    ),
  ]
}
