import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

/** A compressed file whose name hides it. */
export function make(folder: string): void {
  writeFileSync(join(folder, 'orders.csv'), gzipSync('id,customer,at,total\no1,c1,2026-03-09,1\n'))
}
