/** What a file is, by its name and how it begins. */

/** Whether a file is packed with gzip, by its name. */
export const isPacked = (path: string): boolean => /\.gz$/i.test(path)

/** How Parquet begins, and ends. */
export const parquetMark = Buffer.from('PAR1')

/** Files that would be read as lines of gibberish, by how they begin. */
export function notText(head: Buffer): string | undefined {
  if (head.equals(parquetMark)) return 'it is Parquet: set format.type to parquet'
  const [, words] = marks.find(([mark]) => head.toString('latin1').startsWith(mark)) ?? []
  return words
}

const marks: readonly (readonly [mark: string, words: string])[] = [
  ['\x1f\x8b', 'it is packed with gzip: let its name end in .gz'],
  ['PK\x03\x04', 'it is a zip archive or an Excel workbook: save it as CSV'],
  ['\xff\xfe', 'it is UTF-16: save it as UTF-8'],
  ['\xfe\xff', 'it is UTF-16: save it as UTF-8'],
]
