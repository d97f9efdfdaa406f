/** The zones that stand in columns of the shop’s files. */
import { mappingsOf } from '../config/mapping.ts'
import { cellNamed } from '../domain/ingest/cells.ts'
import type { RawSource } from '../domain/ingest/raw-source.ts'
import { zoneOf } from '../domain/ingest/zone-words.ts'
import { SourceError } from '../errors.ts'
import type { Warehouse } from '../platform/ports.ts'
import { ident } from '../platform/sql.ts'

/** Each zone is written out in the queries, and Athena takes 256 kB of them. */
const most = 12

/**
 * The zones of the words that mapped columns hold, by the words in lower case. Words that mean none are left out: their
 * rows are rejected. Throws SourceError for more zones than a query holds.
 */
export async function zonesIn(
  sources: readonly RawSource[],
  warehouse: Pick<Warehouse, 'read'>,
): Promise<ReadonlyMap<string, string>> {
  const zones = new Map<string, string>()
  for (const source of sources) {
    for (const name of zoneColumns(source)) {
      const cell = `lower(${cellNamed(source, name)})`
      const rows = await warehouse.read(`select distinct ${cell} as word
        from ${ident(`raw_${source.name}`)} where ${cell} is not null`)
      for (const { word } of rows) {
        const zone = zoneOf(String(word))
        if (zone !== undefined) zones.set(String(word), zone)
      }
    }
  }
  const different = [...new Set(zones.values())].sort()
  if (different.length <= most) return zones
  throw new SourceError(`the files name ${different.length} time zones: at most ${most} are read`, {
    details: [different.join(', ')],
    next: ['export times in UTC or with their offset, and leave zone out of the mapping'],
  })
}

const zoneColumns = ({ config }: RawSource) =>
  new Set(mappingsOf(config).flatMap(({ mapping }) => mapping.zone ?? []))
