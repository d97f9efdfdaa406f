import { z } from 'zod'
import { flagCell, numberCell } from '../cells.ts'
import { type CanonicalName, canonicalTable } from '../ingest/canonical.ts'
import { quotation } from '../words/shown.ts'

/** `rejects` by what is wrong, the commonest first. */
export const lossesQuery = `select source, file, table_name, "column", reason, is_row,
    count(*) as times, min(value) as example
from rejects
group by source, file, table_name, "column", reason, is_row
order by times desc, source, file, table_name, "column", reason, is_row
fetch first 100 rows only`

/** A row of it. */
export const loss = z.object({
  source: z.string(),
  file: z.string(),
  table_name: z.string(),
  column: z.string(),
  reason: z.string(),
  is_row: flagCell,
  times: numberCell,
  example: z.string().nullable(),
})
export type Loss = Readonly<z.output<typeof loss>>

/** `orders.csv: 12 × ordered_at unreadable, e.g. “05/01/2026”`, for the person who can mend the file. */
export function lossText({
  file,
  table_name,
  column,
  reason,
  is_row,
  times,
  example,
}: Loss): string {
  const what =
    column === '(row)' ? (rows[reason] ?? reason) : `${column} ${words[reason] ?? reason}`
  const told =
    example !== null && tellsOfNobody(table_name, column) ? `, e.g. ${quotation(example)}` : ''
  return `${file}: ${times.toLocaleString('en')} × ${what}${told}${is_row || column === '(row)' ? '' : ' (row kept)'}`
}

const words: Readonly<Record<string, string>> = {
  'unknown-word': 'holds a word that is not known',
  'unknown-zone': 'stands beside a time zone that is not known',
  'several-values': 'stands on several rows of its group, and differs: the greatest was taken',
  'no-lines': 'is not said, and the order has no lines to sum up',
}

const rows: Readonly<Record<string, string>> = {
  'ragged-line': 'line with too many or too few fields, or a stray quote',
  'wrong-encoding':
    'line that is not UTF-8: set format.encoding to latin-1, or save the file as UTF-8',
  'line-too-long': 'line longer than 16 MB',
  'not-json': 'line that is no JSON object',
  'conflicting-duplicate': 'row that differs from another with its key; the latest is kept',
}

/** Free text may be a name or an address; numbers, days and words of a list are not. */
function tellsOfNobody(table: string, column: string): boolean {
  const definition = canonicalTable(table as CanonicalName).columns[column]
  return (
    definition !== undefined && (definition.type !== 'varchar' || definition.values !== undefined)
  )
}
