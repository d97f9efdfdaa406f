/** How the text of a file is laid out: delimiter, lines that are not rows, header, fields. */
import { type CsvRecord, parseDelimited, parseSpaces } from './csv.ts'
import { readDate } from './dates.ts'
import { readNumber } from './numbers.ts'

export interface Layout {
  readonly type: 'csv' | 'json' | 'spaces'
  readonly delimiter?: string
  /** Missing: the file does not name its columns. */
  readonly header?: readonly string[]
  /** The type of each column, where the file has types. */
  readonly types?: readonly (string | undefined)[]
  readonly width: number
  readonly skip: number
  readonly footer: number
  readonly ragged: number
  readonly rows: readonly (readonly string[])[]
}

type Refusal = { readonly reason: string }

/** Finds the layout of a text in pieces, the head first. */
export function layoutOf(
  texts: readonly string[],
  whole: boolean,
  json: boolean,
): Layout | Refusal {
  return json ? jsonLayout(texts) : delimitedLayout(texts, whole)
}

const delimiters = [',', ';', '\t', '|'] as const
/** Lines that decide how a file is cut. */
const looked = 300

interface Cut {
  readonly delimiter: string
  readonly width: number
  readonly share: number
}

function delimitedLayout(texts: readonly string[], whole: boolean): Layout | Refusal {
  const [head = ''] = texts
  if (head.trim() === '') return { reason: 'empty' }
  const cut = bestCut(head)
  if (cut === undefined) return { reason: 'one column at most: nothing to tell apart' }
  const parse = (text: string) =>
    cut.delimiter === ' ' ? parseSpaces(text) : parseDelimited(text, cut.delimiter)
  const isRow = (record: CsvRecord) =>
    record.fields.length === cut.width && record.fields.some((field) => field.trim() !== '')
  const records = parse(head)
  const first = records.findIndex(isRow)
  const last = records.findLastIndex(isRow)
  if (first === -1) return { reason: 'no rows' }
  const names = headerOf(records[first]!.fields)
  const body = records.slice(names ? first + 1 : first, last + 1)
  const rest = texts.slice(1).flatMap((text) => {
    const piece = parse(text)
    const good = piece.filter(isRow)
    // A piece that began inside a quoted field reads as nonsense.
    return good.length < 0.8 * piece.length ? [] : good
  })
  const rows = [...body.filter(isRow), ...rest].map((record) => record.fields)
  if (rows.length === 0) return { reason: 'a header and no rows' }
  return {
    type: cut.delimiter === ' ' ? 'spaces' : 'csv',
    ...(cut.delimiter === ' ' ? {} : { delimiter: cut.delimiter }),
    ...(names ? { header: names } : {}),
    width: cut.width,
    skip: records[first]!.line,
    footer: whole ? footerOf(head, records.slice(last + 1)) : 0,
    ragged: body.filter((record) => !isRow(record) && record.fields.join('').trim() !== '').length,
    rows,
  }
}

/** Lines behind the last row, blank ones among them too, if any says something. */
function footerOf(text: string, after: readonly CsvRecord[]): number {
  const [first] = after
  if (!first || after.every(({ fields }) => fields.join('').trim() === '')) return 0
  const lines = text.replace(/(\r?\n)+$/, '').split('\n').length - first.line
  return lines <= 20 ? lines : 0
}

/** The delimiter under which most lines have equally many fields; of equals the one that gives more fields. */
function bestCut(head: string): Cut | undefined {
  const cuts: Cut[] = delimiters
    .map((delimiter) => cutBy(delimiter, parseDelimited(head, delimiter, looked)))
    .filter(({ width, share }) => width >= 2 && share >= 0.6)
  const [best] = cuts.sort((a, b) => b.share - a.share || b.width - a.width)
  if (best) return best
  const spaces = cutBy(' ', parseSpaces(head, looked))
  const values = parseSpaces(head, looked).filter(({ fields }) => fields.length === spaces.width)
  const read = values.filter(({ fields }) => fields.some(isValue)).length
  return spaces.width >= 2 && spaces.share >= 0.95 && read >= 0.9 * values.length
    ? spaces
    : undefined
}

function cutBy(delimiter: string, records: readonly CsvRecord[]): Cut {
  const widths = new Map<number, number>()
  const lines = records.filter(({ fields }) => fields.join('').trim() !== '')
  for (const { fields } of lines) widths.set(fields.length, (widths.get(fields.length) ?? 0) + 1)
  const [width, count] = [...widths].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [0, 0]
  return { delimiter, width, share: Math.round((100 * count) / Math.max(1, lines.length)) / 100 }
}

/** Names stand in a first row that holds no number, date or address; a name may be missing, not most. */
function headerOf(fields: readonly string[]): readonly string[] | undefined {
  const names = fields.map((field) => field.trim())
  if (names.some(isValue) || names.filter((name) => name === '').length > names.length / 2) {
    return undefined
  }
  return names
}

const isValue = (field: string) =>
  /^[^\s@]+@[^\s@]+\.[a-z]+$/i.test(field) ||
  readNumber(field) !== undefined ||
  readDate(field) !== undefined

function jsonLayout(texts: readonly string[]): Layout | Refusal {
  const lines = texts.flatMap((text) => text.split('\n')).filter((line) => line.trim() !== '')
  if (lines.length === 0) return { reason: 'empty' }
  if (lines[0]!.trimStart().startsWith('[')) {
    return { reason: 'one JSON list: write one object a line (JSON lines)' }
  }
  const objects: Leaves[] = []
  for (const line of lines) {
    const value = parseJson(line)
    if (isObject(value)) objects.push(leaves(value))
  }
  if (objects.length < 0.5 * lines.length) return { reason: 'not JSON lines: one object a line' }
  const header = [...new Set(objects.flatMap((object) => Object.keys(object)))]
  return {
    type: 'json',
    header,
    types: header.map((name) => typeOf(objects.map((object) => object[name]))),
    width: header.length,
    skip: 0,
    footer: 0,
    ragged: lines.length - objects.length,
    rows: objects.map((object) => header.map((name) => textOf(object[name]))),
  }
}

function typeOf(values: readonly unknown[]): string | undefined {
  const types = new Set(values.filter((value) => value != null).map((value) => typeof value))
  if (types.size !== 1) return undefined
  return types.has('number') ? 'double' : types.has('boolean') ? 'boolean' : undefined
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

type Leaves = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Leaves =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The values of an object by their paths (`user.id`). Lists are no values: no mapping reads them. */
function leaves(object: Leaves, path = ''): Leaves {
  return Object.fromEntries(
    Object.entries(object).flatMap(([key, value]) => {
      if (isObject(value)) return Object.entries(leaves(value, `${path}${key}.`))
      return [[`${path}${key}`, Array.isArray(value) ? undefined : value]]
    }),
  )
}

const textOf = (value: unknown): string => (value == null ? '' : String(value))
