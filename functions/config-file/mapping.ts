import type { Config, Mapping } from '../config.ts'
import { type CanonicalName, canonicalTable } from '../domain/ingest/canonical.ts'
import {
  constants,
  type MappingKind,
  mappingKind,
  optionKinds,
} from '../domain/ingest/mapping-kind.ts'
import { nearest } from '../domain/math/nearest.ts'
import { given, quotation } from '../domain/words/shown.ts'
import { attributeColumns } from '../features.ts'
import { type Path, type Problem, wrongKey, wrongValue } from './problem.ts'

/** What does not fit between a mapping and the column that it makes: options, constants, words. */
export function mappingProblems(
  path: Path,
  column: string,
  mapping: Mapping,
  { name }: { readonly name: CanonicalName },
  attributes: Config['attributes'] = {},
): readonly Problem[] {
  const canonical = canonicalTable(name).columns[column]
  const declared = attributeColumns({ attributes }).find((one) => one.name === column)
  const type = canonical?.type ?? (name === 'customers' ? declared?.type : undefined)
  if (!type) return []
  const kind = mappingKind(type)
  return [
    ...optionProblems(path, column, kind, mapping),
    ...wayProblems(path, mapping),
    ...formatProblems(path, mapping),
    ...(canonical?.values
      ? wordProblems(path, mapping, canonical.values)
      : valueProblems(path, mapping, kind)),
  ]
}

function optionProblems(path: Path, column: string, kind: MappingKind, mapping: Mapping) {
  return Object.entries(optionKinds)
    .filter(([option, kinds]) => option in mapping && !kinds.includes(kind))
    .map(([option, kinds]) =>
      wrongKey(
        [...path, option],
        `${option} does not fit ${column}, which holds ${constants[kind][1]}`,
        `${option} is for: ${kinds.map((one) => constants[one][1]).join(', ')}`,
      ),
    )
}

/** Options that stand beside one way to a value alone. */
function wayProblems(path: Path, mapping: Mapping): readonly Problem[] {
  const beside = (['else', 'through', 'plus', 'minus'] as const)
    .filter((option) => mapping[option] && mapping.from === undefined)
    .map((option) => wrongKey([...path, option], `${option} stands beside from`))
  return mapping.zone !== undefined && mapping.from === undefined && mapping.date === undefined
    ? [...beside, wrongKey([...path, 'zone'], 'zone stands beside from, or date and time')]
    : beside
}

function formatProblems(path: Path, { format }: Mapping): readonly Problem[] {
  if (format === undefined || [/Y/, /M/, /D/].every((letter) => letter.test(format))) return []
  return [wrongValue([...path, 'format'], `${quotation(format)} lacks a year, a month or a day`)]
}

/** Words of a column that has a closed list of them. */
function wordProblems(
  path: Path,
  { constant, otherwise, map = {}, fileName = {} }: Mapping,
  values: readonly string[],
) {
  const placed: readonly (readonly [Path, unknown])[] = [
    [[...path, 'constant'], constant],
    [[...path, 'otherwise'], otherwise],
    ...Object.entries(map).map(([word, value]) => [[...path, 'map', word], value] as const),
    ...Object.entries(fileName).map(
      ([pattern, value]) => [[...path, 'fileName', pattern], value] as const,
    ),
  ]
  return placed
    .filter(([, value]) => value !== undefined && !values.includes(String(value)))
    .map(([at, value]) => {
      const near = nearest(String(value), values)
      const help = near ? [`nearest: ${near}`] : []
      return wrongValue(at, `given ${given(value)}, allowed: ${values.join(', ')}`, ...help)
    })
}

function valueProblems(
  path: Path,
  { constant, fileName = {} }: Mapping,
  kind: MappingKind,
): readonly Problem[] {
  const [pattern, words] = constants[kind]
  const placed: readonly (readonly [Path, unknown])[] = [
    ...(constant === undefined ? [] : [[[...path, 'constant'], constant] as const]),
    ...Object.entries(fileName).map(
      ([name, value]) => [[...path, 'fileName', name], value] as const,
    ),
  ]
  return placed
    .filter(([, value]) => !new RegExp(pattern, 'i').test(String(value)))
    .map(([at, value]) => wrongValue(at, `given ${given(value)}, expected ${words}`))
}
