import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A cell of 2 MB, lines of 17 MB, and bytes that no text has. */
export function make(folder: string) {
  const put = (name: string, lines: readonly string[]) =>
    writeFileSync(join(folder, name), `${lines.join('\n')}\n`)
  const header = 'id,customer,day,total,note'
  put('huge-cell.csv', [
    header,
    `1,a,2026-03-08,10,${'é'.repeat(1 << 20)}`,
    `4,d,2026-03-09,5,"${'x, ""y""\n'.repeat(250_000)}"`,
    `2,b,2026-03-09,${'9'.repeat(1 << 21)},an amount of two million digits`,
    `${'3'.repeat(1 << 21)},c,2026-03-09,5,a key of two million digits`,
  ])
  const tooLong = 'x'.repeat(17 << 20)
  put('long-line.csv', [header, `1,a,2026-03-08,10,${tooLong}`, '2,b,2026-03-09,5,after it'])
  put('long-line.jsonl', [
    JSON.stringify({ id: 1, customer: 'a', day: '2026-03-08', total: 10, note: tooLong }),
    JSON.stringify({ id: 2, customer: 'b', day: '2026-03-09', total: 5, note: 'after it' }),
    JSON.stringify({
      id: 3,
      customer: 'b',
      day: '2026-03-09',
      total: 5,
      note: 'x, "y"\n'.repeat(300_000),
    }),
  ])
  put('nul-bytes.csv', [
    header,
    '1,a,2026-03-08,10,in\0side',
    '2,b\0,2026-03-09,5,in a key',
    '\0,c,2026-03-09,5,all of a key',
    '4,d,2026-03-09\0,5,in a day',
    '\0,,,,',
  ])
}
