import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

/** Rows with every line break there is, also two kinds in one file, and files with a byte order mark. */
export function make(folder: string): void {
  const rows = (name: string) => [
    'id,customer,at,total',
    ...[1, 2, 3].map((n) => `${name}${n},"c\n${n}",2026-03-09,${n}`),
  ]
  const write = (name: string, body: string | Buffer) => writeFileSync(join(folder, name), body)
  write('crlf.csv', `${rows('crlf').join('\r\n').replaceAll('c\n', 'c\r\n')}\r\n`)
  write('cr.csv', rows('cr').join('\r').replaceAll('\n', ''))
  const mixed = rows('mixed')
  write('mixed.csv', `${mixed.slice(0, 2).join('\r\n')}\r\n${mixed.slice(2).join('\n')}`)
  write('mixed.csv.gz', gzipSync(rows('packed').join('\r\n')))
  write('bom-without-header.csv', '\uFEFFo1,c1,2026-03-09,12.50\no2,c1,2026-03-09,1\n')
  write(
    'bom.jsonl',
    '\uFEFF{"id":1,"customer":"c1","at":"2026-03-09"}\n{"id":2,"customer":"c1","at":"2026-03-09"}\n',
  )
}
