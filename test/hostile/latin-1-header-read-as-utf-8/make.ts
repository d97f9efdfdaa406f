import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Two rows of six with letters that Latin-1 writes as one byte. */
export function make(folder: string): void {
  const rows = ['Zoë', 'Ana', 'Bob', 'Café', 'Dan', 'Eve'].map(
    (name, n) => `o${n},${name},2026-03-09,1.00,à Paris`,
  )
  const text = ['id,customer,at,total,größe', ...rows].join('\n')
  writeFileSync(join(folder, 'orders.csv'), Buffer.from(text, 'latin1'))
}
