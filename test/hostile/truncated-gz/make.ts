import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

/** A compressed file whose upload broke off. */
export function make(folder: string): void {
  const rows = Array.from({ length: 2000 }, (_, n) => `o${n},c${n * 7919},2026-03-09,${n}`)
  const packed = gzipSync(['id,customer,at,total', ...rows].join('\n'))
  writeFileSync(join(folder, 'orders.csv.gz'), packed.subarray(0, packed.length / 2))
}
