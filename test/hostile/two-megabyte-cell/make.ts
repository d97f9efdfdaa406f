import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A cell of 2 MB, one of 17 MB, which is beyond the longest line that is read, and the same in JSON. */
export function make(folder: string): void {
  const cell = (size: number) => 'x, "y"\n'.repeat(size / 7)
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
  const rows = [2 << 20, 17 << 20, 7].map((size, n) => `o${n},c${n},2026-03-09,1.00,${quoted(cell(size))}`)
  writeFileSync(join(folder, 'orders.csv'), ['id,customer,at,total,note', ...rows].join('\n'))
  const lines = [2 << 20, 17 << 20, 7].map((size, id) =>
    JSON.stringify({ id, customer: 'c0', at: '2026-03-09T10:00:00Z', more: cell(size) }),
  )
  writeFileSync(join(folder, 'events.jsonl'), lines.join('\n'))
}
