/** Delimited text to fields. */

/**
 * Splits text into records of fields. A quote opens a quoted field only at its start, as in RFC 4180;
 * `line` is the number of the record's first line, from 0.
 */
export function parseDelimited(
  text: string,
  delimiter: string,
  most = Number.POSITIVE_INFINITY,
): readonly CsvRecord[] {
  const records: CsvRecord[] = []
  let fields: string[] = []
  let line = 0
  let start = 0
  let at = 0
  while (at < text.length && records.length < most) {
    let field: string
    if (text[at] === '"') {
      const end = closingQuote(text, at + 1)
      const stop = fieldEnd(text, end + 1, delimiter)
      field = text.slice(at + 1, end).replaceAll('""', '"') + text.slice(end + 1, stop)
      line += lineBreaks(text, at, stop)
      at = stop
    } else {
      const stop = fieldEnd(text, at, delimiter)
      field = text.slice(at, stop)
      at = stop
    }
    fields.push(field)
    if (text[at] === delimiter) {
      at += 1
      if (at < text.length) continue
      fields.push('')
    }
    records.push({ line: start, fields })
    fields = []
    if (text[at] === '\r' && text[at + 1] === '\n') at += 1
    at += 1
    line += 1
    start = line
  }
  return records
}

/** Splits lines at runs of blanks. */
export const parseSpaces = (text: string, most = Number.POSITIVE_INFINITY): readonly CsvRecord[] =>
  text
    .split(/\r\n|\n|\r/, most === Number.POSITIVE_INFINITY ? undefined : most)
    .map((line, index) => ({
      line: index,
      fields: line.trim() === '' ? [''] : line.trim().split(/\s+/),
    }))

export interface CsvRecord {
  readonly line: number
  readonly fields: readonly string[]
}

/** The quote that is not doubled; the end of the text where none closes. */
function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from)
  while (at !== -1 && text[at + 1] === '"') at = text.indexOf('"', at + 2)
  return at === -1 ? text.length : at
}

function fieldEnd(text: string, from: number, delimiter: string): number {
  let at = from
  while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r')
    at += 1
  return at
}

function lineBreaks(text: string, from: number, to: number): number {
  let count = 0
  for (let at = text.indexOf('\n', from); at !== -1 && at < to; at = text.indexOf('\n', at + 1)) {
    count += 1
  }
  return count
}
