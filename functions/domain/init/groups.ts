/** Files that are one source: the same columns, written alike, under names that differ in dates and numbers. */
import { type Facts, factsOf } from './facts.ts'
import { recogniseExport } from './known-export.ts'
import type { FileProfile, SampledColumn } from './profile.ts'

/** Files of one source, with the columns of all of them together. */
export interface FileGroup {
  /** As config should write it. */
  readonly patterns: readonly string[]
  readonly files: readonly FileProfile[]
  readonly name: string
  readonly columns: readonly Facts[]
}

/** Groups files; `all` are the paths of every file of the folder, so that no glob takes in a stranger. */
export function groupFiles(
  profiles: readonly FileProfile[],
  all: readonly string[],
): readonly FileGroup[] {
  const groups = Map.groupBy(profiles, groupKey)
  return [...groups.values()].map((files) => {
    const patterns = patternsFor(
      files.map(({ path }) => path),
      all,
    )
    return {
      patterns,
      files,
      name: stemOf(patterns.length === 1 ? (patterns[0] ?? '') : (files[0]?.path ?? '')),
      columns: joinedColumns(files).map(factsOf),
    }
  })
}

/** JSON objects may lack keys: columns go by name there, elsewhere by place. */
function joinedColumns(files: readonly FileProfile[]): readonly SampledColumn[] {
  const [first] = files
  if (first?.type !== 'json') {
    return (first?.columns ?? []).map((column, index) => ({
      ...column,
      values: files.flatMap((file) => file.columns[index]?.values ?? []),
    }))
  }
  const named = new Map(files.flatMap(({ columns }) => columns).map((one) => [one.name, one]))
  return [...named.values()].map((column) => ({
    ...column,
    values: files.flatMap(({ columns }) => {
      const own = columns.find(({ name }) => name === column.name)?.values
      return own ?? (columns[0]?.values ?? []).map(() => '')
    }),
  }))
}

/** Headers must agree letter by letter, or the night refuses the source. Without a header each file is its own. */
function groupKey(file: FileProfile): string {
  const { type, delimiter, encoding, header, skip, columns, path } = file
  const names = columns.map(({ name }) => name)
  const shape = type === 'json' ? names.filter((name) => !name.includes('.')).sort() : names
  const types = type === 'parquet' ? columns.map((column) => column.type) : []
  // What a person calls two exports of one platform says nothing of them.
  const like = header ? (recogniseExport(names).fit?.export.id ?? likeness(path)) : path
  return JSON.stringify([type, delimiter, encoding, header, skip, shape, types, like])
}

const monthName = /(?<![a-z])(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?![a-z])/g

/** A path without what tells one delivery from the next: digits, months, all but the first word of the name. */
function likeness(path: string): string {
  const parts = path.toLowerCase().split('/')
  const bare = (part: string) => part.replace(/\d+/g, '').replace(monthName, '')
  const folders = parts.slice(0, -1).map((part) => bare(part).replace(/[-_ ()]+/g, ''))
  const name = bare(parts.at(-1) ?? '')
  const ending = name.slice(name.indexOf('.'))
  const [word] = name.slice(0, name.indexOf('.')).match(/[a-z]{4,}/) ?? ['']
  return [...folders, word, ending].join('/')
}

/** A name for the source, by its file's. */
function stemOf(path: string): string {
  const base = (path.split('/').pop() ?? '').replace(
    /\.(gz|csv|tsv|txt|jsonl|json|ndjson|parquet)(?![a-z])/gi,
    '',
  )
  const bare = base
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/_?\d[\d_]*$/, '')
    .replace(/^[\d_]+|_+$/g, '')
    .slice(0, 40)
    .replace(/_+$/, '')
  return /^[a-z]/.test(bare) && bare !== 'default' ? bare : 'source'
}

function patternsFor(paths: readonly string[], all: readonly string[]): readonly string[] {
  if (paths.length === 1) return [literalGlob(paths[0]!, all)]
  const glob = commonGlob(paths)
  const caught = all.filter((path) => glob !== undefined && matches(glob, path))
  return glob !== undefined && caught.length === paths.length
    ? [glob]
    : paths.map((path) => literalGlob(path, all))
}

/** Signs of a glob in a file's own name stand for themselves as `?`. */
function literalGlob(path: string, all: readonly string[]): string {
  const glob = path.replace(/[*?[\]{}!]/g, '?')
  return all.filter((other) => matches(glob, other)).length <= 1 ? glob : path
}

/** One `*` in each part of the path that differs. */
function commonGlob(paths: readonly string[]): string | undefined {
  const parts = paths.map((path) => path.split('/'))
  const [first = []] = parts
  if (parts.some((one) => one.length !== first.length)) return undefined
  const globs = first.map((_, index) => commonPart(parts.map((one) => one[index] ?? '')))
  const isLoose = globs.at(-1)?.startsWith('*') || globs.some((part) => /[?[\]{}!]/.test(part))
  return isLoose ? undefined : globs.join('/')
}

function commonPart(names: readonly string[]): string {
  const [first = ''] = names
  if (names.every((name) => name === first)) return first
  let start = 0
  while (start < first.length && names.every((name) => name[start] === first[start])) start += 1
  let end = 0
  while (
    end < first.length - start &&
    names.every((name) => name.length - end > start && name.at(-1 - end) === first.at(-1 - end))
  ) {
    end += 1
  }
  const head = first.slice(0, start).replace(/\d+$/, '')
  const tail = first.slice(first.length - end).replace(/^\d+/, '')
  return `${head}*${tail}`
}

function matches(glob: string, path: string): boolean {
  const pattern = glob
    .replace(/[$()+.[\\\]^{|}]/g, '\\$&')
    .replaceAll('*', '[^/]*')
    .replaceAll('?', '[^/]')
  return new RegExp(`^${pattern}$`).test(path)
}
