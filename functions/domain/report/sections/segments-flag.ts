import { count } from '../format.ts'
import type { RowOf } from '../queries.ts'

/** What a reader should know of a segment before its figures; empty when nothing. */
export function flagWords(row: RowOf<'segments'>): string {
  return [
    ...(row.is_small ? [`fewer than ${count(row.minimum_segment)}, so not broken down`] : []),
    ...(row.flag === 'everyone' ? ['holds everyone'] : []),
    ...(row.flag === 'empty' ? ['empty tonight'] : []),
    ...(row.flag === 'unstable' ? ['unstable: changed far more than usual'] : []),
    ...(row.flag && !known.includes(row.flag) ? [row.flag] : []),
  ].join(', ')
}

/** A figure of a segment: – where there is none, · where it is not told. */
export function figureOf(
  row: RowOf<'segments'>,
  value: number | null,
  written: (value: number) => string,
): string {
  if (value !== null && value !== 0) return written(value)
  return row.is_small ? '·' : '–'
}

const known = ['everyone', 'empty', 'unstable']
