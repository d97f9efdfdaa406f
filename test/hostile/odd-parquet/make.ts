import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { openEngine } from '../../../functions/platform/local/engine.ts'
import { literal } from '../../../functions/platform/sql.ts'

/** Columns of types that shops do have: ids as doubles, nanoseconds, unsigned numbers, bytes, lists, names like ours. */
export async function make(folder: string): Promise<void> {
  const engine = await openEngine({ threads: 1 })
  const write = (name: string, select: string) =>
    engine.run(`copy (${select}) to ${literal(join(folder, name))} (format parquet)`)
  await write(
    'orders.parquet',
    `select * from (values
    (1001::double, 13085::double, timestamp_ns '2026-03-09 10:00:00.123456789', 12.345::double, 1::utinyint, 0.1::float, 'here', 'web'::blob, timestamptz '2026-03-09 10:00:00+02:00'),
    (1002, 13085.5, '2026-03-09 11:00:00', 'nan', null, null, null, null, null),
    (1003.5, null, '2026-03-09 11:00:00', 1, null, null, null, null, null),
    (1e300, null, '2026-03-09 11:00:00', 1, null, null, null, null, null),
    (1004, null, null, 1e17, null, null, null, null, null),
    (1005, null, '2026-03-09 11:00:00', 7, 255, 'inf', null, '\\xAA'::blob, null)
  ) as t(file, customer, "at", total, discount, refunded, filename, raw, changed)`,
  )
  await write(
    'days.parquet',
    `select * from (values
    (1::bigint, null::varchar, 20260309::integer, 12.345::decimal(38, 10), null::integer),
    (2, null, 20260230, 1, null),
    (3, null, 9, 1, null),
    (4, null, 20260308, 100000000000, null)
  ) as t(id, nobody, day, total, nothing)`,
  )
  mkdirSync(join(folder, 'people/id=7'), { recursive: true })
  await write(
    'people/id=7/a.parquet',
    `select 13085::hugeint as id, 'A@B.example' as mail, timestamp '1980-01-05 00:00:00' as born,
    1 as sure, date '2024-01-01' as since, {'city': 'Lyon'} as place, ['a', 'b'] as tags, 33612345678::ubigint as phone`,
  )
  engine.close()
}
