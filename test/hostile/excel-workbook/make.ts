import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A workbook that only its name calls CSV. */
export function make(folder: string): void {
  writeFileSync(join(folder, 'orders.csv'), Buffer.from('504b0304140006000800', 'hex'))
}
