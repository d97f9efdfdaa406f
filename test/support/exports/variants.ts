/** An export as it comes out of other hands: shuffled, with more columns, saved again by a spreadsheet, of the next version. */
import { parseDelimited } from '../../../functions/domain/init/csv.ts'
import { pick, type Random, seeded, whole } from '../../../functions/domain/math/random.ts'

/** A file as cells; the lines before the header and after the last row are among them. */
interface Sheet {
  readonly rows: readonly (readonly string[])[]
  readonly header: number
  readonly delimiter: string
  /** What stands at the start of the file and at the end of each line. */
  readonly mark: string
  readonly end: string
}

export interface Change {
  readonly name: string
  /** Whether it must come to the same, without a question. */
  readonly isHarmless: boolean
  readonly change: (sheet: Sheet, random: Random) => Sheet
}

/** One changed file: what was done to it, its bytes. */
export interface Variant {
  readonly about: string
  readonly isHarmless: boolean
  readonly bytes: Uint8Array
}

/** Files as one seed changes them: one to three changes that differ. */
export function variantOf(bytes: Uint8Array, seed: number): Variant {
  const random = seeded(seed)
  const wanted = 1 + Math.floor(random() * 3)
  const chosen: Change[] = []
  while (chosen.length < wanted) {
    const one = pick(random, changes)
    if (!chosen.some(({ name }) => name === one.name || group(name) === group(one.name))) {
      chosen.push(one)
    }
  }
  const sheet = chosen.reduce((one, { change }) => change(one, random), sheetOf(bytes))
  return {
    about: chosen.map(({ name }) => name).join(', '),
    isHarmless: chosen.every(({ isHarmless }) => isHarmless),
    bytes: new TextEncoder().encode(textOf(sheet)),
  }
}

/** Two changes of one kind would undo each other. */
const group = (name: string): string => (/sheet|comma/.test(name) ? 'spelling' : name)

const changes: readonly Change[] = [
  { name: 'columns shuffled', isHarmless: true, change: shuffled },
  { name: 'columns added', isHarmless: true, change: widened },
  { name: 'byte order mark', isHarmless: true, change: (sheet) => ({ ...sheet, mark: '\ufeff' }) },
  { name: 'line ends of Windows', isHarmless: true, change: (s) => ({ ...s, end: '\r\n' }) },
  {
    name: 'header in capitals',
    isHarmless: true,
    change: (s) => headers(s, (h) => h.toUpperCase()),
  },
  { name: 'blanks around headers', isHarmless: true, change: (s) => headers(s, (h) => ` ${h} `) },
  { name: 'American sheet', isHarmless: false, change: american },
  { name: 'German sheet', isHarmless: false, change: german },
  { name: 'decimal comma', isHarmless: false, change: withComma },
  { name: 'a column gone', isHarmless: false, change: withoutOne },
  { name: 'a header renamed', isHarmless: false, change: renamed },
  { name: 'some columns gone', isHarmless: false, change: withoutSome },
]

function sheetOf(bytes: Uint8Array): Sheet {
  const text = new TextDecoder().decode(bytes)
  const [first = ''] = text.split('\n')
  const delimiter = [';', '\t'].find((one) => first.includes(one)) ?? ','
  const records = parseDelimited(text.replace(/\r\n/g, '\n'), delimiter)
  const rows = records.map(({ fields }) => fields)
  const header = rows.findIndex((fields) => fields.some((field) => field !== ''))
  return { rows, header, delimiter, mark: '', end: '\n' }
}

function textOf({ rows, delimiter, mark, end }: Sheet): string {
  const cell = (value: string) =>
    value.includes(delimiter) || /["\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
  return mark + rows.map((row) => row.map(cell).join(delimiter) + end).join('')
}

/** Changes the cells of full rows below the header. */
const cells = (sheet: Sheet, change: (value: string) => string): Sheet => ({
  ...sheet,
  rows: sheet.rows.map((row, i) =>
    i > sheet.header && row.length === sheet.rows[sheet.header]?.length ? row.map(change) : row,
  ),
})

const headers = (sheet: Sheet, change: (name: string) => string): Sheet => ({
  ...sheet,
  rows: sheet.rows.map((row, i) => (i === sheet.header ? row.map(change) : row)),
})

/** Rebuilds full rows from the places of their cells. */
function placed(sheet: Sheet, places: readonly number[]): Sheet {
  const width = sheet.rows[sheet.header]?.length
  return {
    ...sheet,
    rows: sheet.rows.map((row) =>
      row.length === width ? places.map((place) => row[place] ?? '') : row,
    ),
  }
}

function shuffled(sheet: Sheet, random: Random): Sheet {
  const places = (sheet.rows[sheet.header] ?? []).map((_, place) => ({ place, at: random() }))
  return placed(
    sheet,
    places.sort((a, b) => a.at - b.at).map(({ place }) => place),
  )
}

function widened(sheet: Sheet, random: Random): Sheet {
  const names = ['Total Weight', 'Payment Terms Name', 'Custom (metadata)', 'Batch', 'Delivered on']
  const added = names.slice(0, whole(random, 1, names.length))
  const width = sheet.rows[sheet.header]?.length
  const value = (name: string) =>
    name === 'Delivered on'
      ? `2026-04-${whole(random, 10, 28)}`
      : name === 'Payment Terms Name'
        ? 'Net 30'
        : String(whole(random, 100, 99999) / 100)
  return {
    ...sheet,
    rows: sheet.rows.map((row, i) => {
      if (row.length !== width) return row
      const isRow = i > sheet.header && row.some((one) => one !== '')
      return [
        ...row,
        ...added.map((name) => (i === sheet.header ? name : isRow ? value(name) : '')),
      ]
    }),
  }
}

const isoDate = /^(\d{4})-(\d{2})-(\d{2})(?: (\d{2}):(\d{2})(?::\d{2})?)?$/
const isoClock = /^\d{2}:\d{2}:\d{2}$/
const amount = /^(-?)([$€]?)(-?)(\d{1,3}(?:[, ]?\d{3})*)\.(\d{2})$/

/** As a spreadsheet in the United States shows cells, with amounts as money. */
function american(sheet: Sheet): Sheet {
  return cells(sheet, (value) => {
    const date = isoDate.exec(value)
    if (date) {
      const [, year, month, day, hour, minute] = date
      const clock = hour === undefined ? '' : ` ${Number(hour)}:${minute}`
      return `${Number(month)}/${Number(day)}/${year}${clock}`
    }
    if (isoClock.test(value)) return clockTwelve(value)
    const money = amount.exec(value)
    if (money && money[4]!.replace(/\D/g, '').length > 3) {
      return `${money[1] || money[3]}$${grouped(money[4]!, ',')}.${money[5]} `
    }
    return cut(value)
  })
}

/** As a spreadsheet in Germany shows cells, and saves them. */
function german(sheet: Sheet): Sheet {
  const changed = cells(sheet, (value) => {
    const date = isoDate.exec(value)
    if (date) {
      const [, year, month, day, hour, minute] = date
      return `${day}.${month}.${year}${hour === undefined ? '' : ` ${hour}:${minute}`}`
    }
    const money = amount.exec(value)
    return money
      ? `${money[1] || money[3]}${grouped(money[4]!, '.')},${money[5]}${money[2] ? ` ${money[2]}` : ''}`
      : cut(value)
  })
  return { ...changed, delimiter: ';' }
}

function withComma(sheet: Sheet): Sheet {
  const changed = cells(sheet, (value) => {
    const money = amount.exec(value)
    return money ? `${money[1] || money[3]}${money[4]!.replace(/\D/g, '')},${money[5]}` : value
  })
  return { ...changed, delimiter: ';' }
}

/** Long numbers lose their digits, numbers in text their leading zeros. */
function cut(value: string): string {
  if (!/^\d{12,}$/.test(value)) return value
  return `${(Number(value) / 10 ** (value.length - 1)).toFixed(2).replace(/\.?0+$/, '')}E+${value.length - 1}`
}

const grouped = (digits: string, sign: string): string =>
  digits.replace(/\D/g, '').replace(/\B(?=(\d{3})+$)/g, sign)

function clockTwelve(value: string): string {
  const hour = Number(value.slice(0, 2))
  return `${hour % 12 === 0 ? 12 : hour % 12}${value.slice(2)} ${hour < 12 ? 'AM' : 'PM'}`
}

function withoutOne(sheet: Sheet, random: Random): Sheet {
  const width = sheet.rows[sheet.header]?.length ?? 0
  const gone = whole(random, 0, width - 1)
  return placed(
    sheet,
    Array.from({ length: width }, (_, i) => i).filter((i) => i !== gone),
  )
}

function withoutSome(sheet: Sheet, random: Random): Sheet {
  const width = sheet.rows[sheet.header]?.length ?? 0
  const kept = Array.from({ length: width }, (_, i) => i).filter(() => random() > 0.15)
  return kept.length < 2 ? sheet : placed(sheet, kept)
}

/** The next version spells a header otherwise. */
function renamed(sheet: Sheet, random: Random): Sheet {
  const width = sheet.rows[sheet.header]?.length ?? 0
  const at = whole(random, 0, width - 1)
  const rows = sheet.rows.map((row, i) =>
    i === sheet.header ? row.map((name, place) => (place === at ? `${name} (new)` : name)) : row,
  )
  return { ...sheet, rows }
}
