/** Ingest in plain TypeScript, to check the sample's truth: no part of the generator is used. */
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { configSpec, type Mapping } from '../../../functions/config.ts'
import { canonicalNames, canonicalTable } from '../../../functions/domain/ingest/canonical.ts'
import type { TrueQuality, TrueRejects } from '../../../functions/domain/sample/truth.ts'
import { rowsOf } from './plain-rows.ts'
import { localDate, readAs, type Value } from './plain-values.ts'

/** The example's configuration. */
export const config = configSpec.parse(
  parse(readFileSync(new URL('../../../examples/shop/nocturne.yaml', import.meta.url), 'utf8')),
)

/** A staged row, canonical columns only. */
export type Staged = Readonly<Record<string, Value>>

export interface Ingested {
  readonly staged: Readonly<Record<string, readonly Staged[]>>
  readonly rejects: readonly TrueRejects[]
  quality(night: string): readonly TrueQuality[]
}

/** Reads files, given as lines by path, as the example's configuration says. */
export function ingest(files: ReadonlyMap<string, readonly string[]>): Ingested {
  const staged: Record<string, Staged[]> = {}
  const rejects = new Map<string, TrueRejects>()
  const counts: { source: string; file: string; rows: Staged[]; read: number; lost: number }[] = []

  for (const [source, { files: patterns = [], format, tables }] of Object.entries(config.sources)) {
    const name = canonicalNames.find((one) => tables[one] !== undefined)!
    const mappings = tables[name]!.columns as Readonly<Record<string, Mapping>>
    for (const [file, lines] of files) {
      if (!patterns.some((pattern) => matches(pattern, file))) continue
      const note = (column: string, reason: string, is_row: boolean) => {
        const key = [file, column, reason, is_row].join()
        const rows = (rejects.get(key)?.rows ?? 0) + 1
        rejects.set(key, { source, file, table: name, column, reason, is_row, rows })
      }
      const kept = new Map<string, Staged>()
      let read = 0
      let lost = 0
      for (const row of rowsOf(lines, format)) {
        read++
        const good =
          row === undefined ? undefined : stage(name, mappings, format.decimal, row, note)
        if (row === undefined) note('(row)', 'not-json', true)
        if (good === undefined) {
          lost++
          continue
        }
        const key = keyOf(name, good) ?? `row ${read}`
        const other = kept.get(key)
        if (other && JSON.stringify(other) !== JSON.stringify(good)) {
          note('(row)', 'conflicting-duplicate', false)
        }
        kept.set(key, other ? greater(other, good) : good)
      }
      const rows = [...kept.values()]
      counts.push({ source, file, rows, read, lost })
      staged[source] = [...(staged[source] ?? []), ...rows]
    }
  }

  return {
    staged,
    rejects: [...rejects.values()],
    quality: (night) =>
      counts.map(({ source, file, rows, read, lost }) => ({
        source,
        file,
        rows_read: read,
        rows_staged: rows.length,
        rows_rejected: lost,
        rows_duplicate: read - lost - rows.length,
        rows_later: rows.filter((row) => {
          const at = row.ordered_at ?? row.occurred_at ?? row.answered_at ?? row.at
          return at !== undefined && localDate(String(at)) >= night
        }).length,
      })),
  }
}

const matches = (pattern: string, file: string) =>
  new RegExp(`^${pattern.replaceAll('.', '\\.').replace('*', '.*')}$`).test(file)

/** A row as canonical values; undefined where it is rejected. */
function stage(
  name: (typeof canonicalNames)[number],
  mappings: Readonly<Record<string, Mapping>>,
  decimal: '.' | ',',
  row: Readonly<Record<string, string>>,
  note: (column: string, reason: string, isRow: boolean) => void,
): Staged | undefined {
  const { columns } = canonicalTable(name)
  const good: Record<string, Value> = {}
  const bad: [column: string, reason: string][] = []
  for (const [column, mapping] of Object.entries(mappings)) {
    const given = row[mapping.from!]?.trim() || null
    const { type, values } = columns[column] ?? { type: 'varchar' }
    const value = readAs(given === null ? null : (mapping.map?.[given] ?? given), type, {
      decimal,
      format: mapping.format,
    })
    const isUnknown = values !== undefined && value !== null && !values.includes(String(value))
    good[column] = isUnknown ? null : value
    if (isUnknown) bad.push([column, 'unknown-word'])
    if (value === null && given !== null) bad.push([column, 'unreadable'])
  }
  const required = Object.keys(columns).filter(
    (column) =>
      columns[column]?.required ||
      (name === 'order_items' && ['quantity', 'unit_price'].includes(column)),
  )
  const lacking = required.find((column) => good[column] === null)
  if (lacking !== undefined) {
    note(lacking, bad.find(([column]) => column === lacking)?.[1] ?? 'missing', true)
    return undefined
  }
  for (const [column, reason] of bad) note(column, reason, false)
  return good
}

function keyOf(name: (typeof canonicalNames)[number], row: Staged): string | undefined {
  const { key } = canonicalTable(name)
  return key.length === 0 ? undefined : key.map((column) => row[column]).join('|')
}

function greater(one: Staged, other: Staged): Staged {
  const rank = (row: Staged) => `${row.updated_at ?? ''}|${Object.values(row).join('|')}`
  return rank(one) >= rank(other) ? one : other
}
