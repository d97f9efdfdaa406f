import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Files that begin with a byte order mark, as Excel writes them. */
export function make(folder: string): void {
  const write = (name: string, text: string) => writeFileSync(join(folder, name), `\uFEFF${text}`)
  write('orders.csv', 'id,customer,at,total\no1,c1,2026-03-09 10:00,12.50\n')
  write('events.jsonl', '{"id":1,"customer":"c1","at":"2026-03-09T10:00:00Z"}\n{"id":2,"customer":"c1","at":"2026-03-09T11:00:00Z"}\n')
  write('lines.csv', 'o1,1,2,6.25\no1,2,1,0\n')
}
