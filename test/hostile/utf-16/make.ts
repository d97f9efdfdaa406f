import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What Excel calls Unicode text. */
export function make(folder: string): void {
  writeFileSync(join(folder, 'orders.csv'), Buffer.from('\uFEFFid,customer,at,total\no1,c1,2026-03-09,1\n', 'utf16le'))
}
