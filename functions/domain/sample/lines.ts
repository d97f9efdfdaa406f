import type { Shop } from './shop.ts'
import type { Dirt, SampleRow, SampleTable } from './table.ts'
import type { Tally } from './truth.ts'

/** A table's file, line by line, with its dirt; `tally` counts what is written. */
export function* linesOf(table: SampleTable, shop: Shop, tally: Tally): Generator<string> {
  const { header } = table
  const write = writers[table.form](header)
  if (table.form !== 'json') yield `${table.marked ? '\uFEFF' : ''}${write(header)}`
  const nextDirt = inTurn(table.dirt)
  for (const row of table.rows(shop)) {
    const dirt = nextDirt()
    if (dirt === undefined) {
      countStaged(tally, row, shop)
      yield write(row.cells)
      continue
    }
    const nth = tally.dirt.get(dirt) ?? 0
    tally.dirt.set(dirt, nth + 1)
    if (isCopy(dirt)) {
      countStaged(tally, row, shop)
      yield write(row.cells)
    }
    const dirty: SampleRow = { ...row, cells: [...row.cells] }
    dirt.spoil?.(dirty, { shop, header, nth })
    if (isCopy(dirt)) tally.duplicate++
    else if (dirt.effect === 'row') tally.rejected++
    else countStaged(tally, dirty, shop)
    const line = write(dirty.cells)
    yield dirt.tear?.(line) ?? line
  }
}

/**
 * Asked for each row in turn, the dirt whose turn it is: each kind every so many rows, from the middle of the first so
 * many; of two kinds the first.
 */
function inTurn(dirt: readonly Dirt[]): () => Dirt | undefined {
  let row = -1
  let soonest = 0
  return () => {
    if (++row < soonest) return undefined
    const due = dirt.find(({ every }) => row % every === every >> 1)
    soonest = Math.min(...dirt.map(({ every }) => row + wait(row, every)))
    return due
  }
}

/** Rows from this one to the next whose number leaves half of `every`, at least one. */
const wait = (row: number, every: number) =>
  (((every >> 1) - (row % every) + every - 1) % every) + 1

const isCopy = ({ effect }: Dirt) => effect === 'equal-copy' || effect === 'other-copy'

function countStaged(tally: Tally, { day }: SampleRow, shop: Shop): void {
  tally.staged++
  if (day !== undefined && day >= shop.to) tally.fromLastDay++
  if (day !== undefined && day > shop.to) tally.afterLastDay++
}

type Write = (cells: readonly string[]) => string

const writers: Readonly<Record<SampleTable['form'], (header: readonly string[]) => Write>> = {
  comma: () => delimited(','),
  semicolon: () => delimited(';'),
  json: (header) => {
    const names = header.map((name) => `"${name}":`)
    return (cells) => {
      const members: string[] = []
      for (let at = 0; at < cells.length; at++) {
        if (cells[at] !== '') members.push(`${names[at]}${JSON.stringify(cells[at])}`)
      }
      return `{${members.join(',')}}`
    }
  },
}

function delimited(delimiter: string): Write {
  const isSpecial = (cell: string) => cell.includes(delimiter) || cell.includes('"')
  const quoted = (cell: string) => (isSpecial(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
  return (cells) => (cells.some(isSpecial) ? cells.map(quoted) : cells).join(delimiter)
}
