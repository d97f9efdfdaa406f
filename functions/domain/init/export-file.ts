/** The files of a recognised export, in which its headers are looked for. */
import { type Facts, factsOf } from './facts.ts'
import type { FileGroup } from './groups.ts'
import { nameIn } from './known-export.ts'
import { neverRead } from './never-read.ts'
import { type Header, namesOf, type ShopExport } from './platforms/platform.ts'
import type { Habits } from './readings.ts'
import { namedColumns } from './tables.ts'

/** What an export’s mapping is fitted to. */
export interface ExportFile {
  readonly export: ShopExport
  readonly paths: readonly string[]
  readonly habits: Habits
  /** The file’s column for a header; nothing where it has none. */
  find(header: Header): Facts | undefined
  /** Of a header’s names the one whose cells can name a row. */
  findKey(header: Header): Facts | undefined
}

/** The files of a group, as the mapping of an export looks for things in them. */
export function exportFile(group: FileGroup, known: ShopExport, habits: Habits): ExportFile {
  const never = neverRead(group, known)
  const columns = namedColumns(group).filter(({ name }) => !never.includes(name))
  const one = (name: string) => {
    const found = nameIn(
      columns.map((column) => column.name),
      name,
    )
    return columns.find((column) => column.name === found)
  }
  const find = (header: Header) =>
    namesOf(header)
      .map(one)
      .find((facts) => facts !== undefined)
  const group_ = known.fill && find(known.fill.by)
  return {
    export: known,
    paths: group.files.map(({ path }) => path),
    habits,
    find,
    findKey: (header) =>
      namesOf(header)
        .map(one)
        .find((facts) => facts !== undefined && namesRows(facts, group_)) ?? find(header),
  }
}

/** Whether a column says something of every group of rows, and no spreadsheet has cut its numbers. */
function namesRows(facts: Facts, by: Facts | undefined): boolean {
  if (facts.filled === 0 || [...facts.words.keys()].some(isCut)) return false
  if (!by) return true
  const known = new Set(by.values.filter((_, row) => facts.values[row] !== ''))
  return by.values.every((value) => value === '' || known.has(value))
}

/** A long number as a spreadsheet shows it: `7E+12`. */
export const isCut = (word: string): boolean => /^\d([.,]\d+)?E\+\d+$/i.test(word)

/** Several columns of a file as one, for what is read alike. */
export function combined(names: readonly string[], { find }: Pick<ExportFile, 'find'>): Facts {
  const all = names.flatMap((name) => find(name) ?? [])
  const [first] = all
  if (all.length === 1 && first) return first
  return factsOf({ name: first?.name ?? '', values: all.flatMap(({ values }) => [...values]) })
}
