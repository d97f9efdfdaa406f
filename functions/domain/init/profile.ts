/** What a file is made of: delimiter, encoding, header, columns with their values. */
import { decode } from './encoding.ts'
import { type Layout, layoutOf } from './layout.ts'

/** What was seen of a file. `path` is as config should write it. */
export type FileSample = TextSample | TableSample | UnreadableFile

export interface TextSample {
  readonly kind: 'text'
  readonly path: string
  /** Whole lines each: the head first, then pieces in the order of the file. */
  readonly chunks: readonly Uint8Array[]
  readonly whole: boolean
}

/** Rows of a file that names and types its columns itself. */
export interface TableSample {
  readonly kind: 'table'
  readonly path: string
  readonly columns: readonly { readonly name: string; readonly type: string }[]
  readonly rows: readonly (readonly string[])[]
  readonly whole: boolean
}

/** A file that cannot be mapped, and why. */
export interface UnreadableFile {
  readonly kind: 'unreadable'
  readonly path: string
  readonly reason: string
}

export type FileType = 'csv' | 'json' | 'parquet' | 'spaces'

export interface FileProfile {
  readonly kind: 'profile'
  readonly path: string
  readonly type: FileType
  readonly delimiter?: string
  readonly encoding?: 'utf-8' | 'latin-1'
  /** False: the names of the columns are not known. */
  readonly header: boolean
  readonly skip: number
  readonly footer: number
  readonly rows: number
  readonly whole: boolean
  /** Sampled lines with another number of fields than the rest. */
  readonly ragged: number
  readonly columns: readonly SampledColumn[]
}

/** `values` has one text a row, trimmed, `''` for nothing. `type` is the file's own, where it has types. */
export interface SampledColumn {
  readonly name: string
  readonly type?: string
  readonly values: readonly string[]
}

/** Rows that are looked at: as many from the head, where neighbours tell, and as many from the rest. */
const mostRows = 60_000

/** Profiles one file, or says why it cannot. */
export function profileFile(sample: FileSample): FileProfile | UnreadableFile {
  if (sample.kind === 'unreadable') return sample
  const { path, whole } = sample
  const unreadable = (reason: string): UnreadableFile => ({ kind: 'unreadable', path, reason })
  if (sample.kind === 'table') {
    if (sample.rows.length === 0) return unreadable('no rows')
    const columns = sample.columns.map(({ name, type }, index) => ({
      name,
      type,
      values: sample.rows.map((row) => (row[index] ?? '').trim()),
    }))
    return {
      ...plainFile,
      kind: 'profile',
      path,
      type: 'parquet',
      rows: sample.rows.length,
      whole,
      columns,
    }
  }
  const decoded = decode(sample.chunks)
  if ('reason' in decoded) return unreadable(decoded.reason)
  const layout = layoutOf(decoded.texts, whole, /\.(json|jsonl|ndjson)(\.gz)?$/i.test(path))
  if ('reason' in layout) return unreadable(layout.reason)
  return fromLayout(path, whole, decoded.encoding, layout)
}

const plainFile = { header: true, skip: 0, footer: 0, ragged: 0 } as const

function fromLayout(
  path: string,
  whole: boolean,
  encoding: 'utf-8' | 'latin-1',
  layout: Layout,
): FileProfile {
  const rows = thinned(layout.rows)
  return {
    kind: 'profile',
    path,
    type: layout.type,
    ...(layout.delimiter === undefined ? {} : { delimiter: layout.delimiter }),
    ...(layout.type === 'json' ? {} : { encoding }),
    header: layout.header !== undefined,
    skip: layout.skip,
    footer: layout.footer,
    rows: layout.rows.length,
    whole,
    ragged: layout.ragged,
    columns: Array.from({ length: layout.width }, (_, index) => {
      const type = layout.types?.[index]
      return {
        name: layout.header?.[index] ?? '',
        ...(type === undefined ? {} : { type }),
        values: rows.map((row) => (row[index] ?? '').trim()),
      }
    }),
  }
}

function thinned(rows: readonly (readonly string[])[]): readonly (readonly string[])[] {
  if (rows.length <= 2 * mostRows) return rows
  const step = (rows.length - mostRows) / mostRows
  const rest = Array.from({ length: mostRows }, (_, i) => rows[mostRows + Math.floor(i * step)]!)
  return [...rows.slice(0, mostRows), ...rest]
}
