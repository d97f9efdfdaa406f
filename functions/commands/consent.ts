import {
  type DatedDigest,
  type Misfit,
  misfits,
  type RowsDigest,
} from '../domain/identity/consent-chain.ts'
import { UsageError } from '../errors.ts'
import { publishedNights, readPublished } from '../lake.ts'
import { queryText } from '../queries.ts'
import type { Published } from '../stage.ts'
import { goneTables } from '../stored.ts'
import { tablesOf } from '../tables.ts'
import { mark } from '../terminal.ts'
import { onHelp, onOption } from './aws/deployed.ts'
import type { Command, Io } from './command.ts'
import { configOption, loadNight } from './load.ts'
import { type PublishedShop, withPublished } from './published-shop.ts'

export const consent: Command = {
  name: 'consent',
  summary: 'check that the consents on record were not changed afterwards',
  help: `usage: nocturne consent verify [--config <file>] [--on aws[:stack]]

Every night writes down how many consents were on record and a hash over all of them, chained to
the night before. This computes the chain anew over all nights that are kept, and the hash of the
rows of those nights whose rows are kept, and says which night doesn’t fit: exit code 1.

  --config <file>  default ./nocturne.yaml
  ${onHelp};
                   asks Athena, which costs what a query a kept night reads

example: nocturne consent verify`,
  options: { ...configOption, ...onOption },
  positionals: 1,

  async run(args, io) {
    if (args.positionals[0] !== 'verify') {
      throw new UsageError('consent: verify what is on record?', {
        next: ['nocturne consent verify'],
      })
    }
    return withPublished(args, io, async (shop) => {
      const digests = await journal(shop)
      const rows = await keptRows(shop, digests)
      const odd = misfits(digests, rows)
      tell(io, digests, rows, odd)
      return odd.length > 0 ? 1 : 0
    })
  },
}

/** The digests of all nights that are kept. */
async function journal(shop: PublishedShop): Promise<readonly DatedDigest[]> {
  const night = await loadNight(shop)
  if (!night.tables.consent_digests) return []
  const reader = await shop.open(night)
  try {
    const { rows } = await reader.ask(
      'select as_of, events, rows_sha256, previous_sha256, sha256 from consent_digests order by as_of',
    )
    return rows.map(([asOf, events, rowsHash, previous, hash]) => ({
      as_of: String(asOf).slice(0, 10),
      events: Number(events),
      rows_sha256: String(rowsHash),
      previous_sha256: previous ?? null,
      sha256: String(hash),
    }))
  } finally {
    reader.close()
  }
}

/** The rows as they lie there now, of nights whose raw rows are kept. */
async function keptRows(
  shop: PublishedShop,
  digests: readonly DatedDigest[],
): Promise<ReadonlyMap<string, RowsDigest>> {
  const columns =
    tablesOf(await shop.config()).find(({ name }) => name === 'stg_consents')?.columns ?? []
  const found = new Map<string, RowsDigest>()
  for (const night of await nightsOf(shop, digests)) {
    const stored = night.tables.stg_consents
    if (!stored || (await goneTables(shop.files, night, ['stg_consents'])).length > 0) continue
    const reader = await shop.openTables([{ name: 'stg_consents', columns, stored }])
    try {
      const { rows } = await reader.ask(queryText('consent_rows_digest'))
      found.set(night.asOf, {
        events: Number(rows[0]?.[0]),
        rows_sha256: String(rows[0]?.[1]),
      })
    } finally {
      reader.close()
    }
  }
  return found
}

async function nightsOf(
  { files }: PublishedShop,
  digests: readonly DatedDigest[],
): Promise<readonly Published[]> {
  const dates = new Set(digests.map(({ as_of }) => as_of))
  const nights = (await publishedNights(files)).filter(({ asOf }) => dates.has(asOf))
  return Promise.all(nights.map((night) => readPublished(files, night)))
}

const said: Readonly<Record<Misfit['what'], string>> = {
  link: 'is not chained to the night before',
  digest: 'its digest is not that of what it says',
  rows: 'its rows are not those that were on record',
}

function tell(
  { out }: Io,
  digests: readonly DatedDigest[],
  rows: ReadonlyMap<string, RowsDigest>,
  odd: readonly Misfit[],
) {
  for (const { as_of, what } of odd) {
    out.write(`${mark(out, 'red', '✗')} night of ${as_of}: ${said[what]}\n`)
  }
  const [first, last] = [digests.at(0), digests.at(-1)]
  if (!first || !last) {
    out.write('no night has written a digest of consents yet\n')
    return
  }
  const nights = `${digests.length.toLocaleString('en')} ${digests.length === 1 ? 'night' : 'nights'}`
  const looked = `${nights} from ${first.as_of} to ${last.as_of}, the rows of ${rows.size} of them`
  if (odd.length > 0) out.write(`\nlooked at ${looked}\n`)
  else {
    out.write(
      `${mark(out, 'green', '✓')} ${looked}: nothing was changed\n  ${last.events.toLocaleString('en')} consents on record, ${last.sha256}\n`,
    )
  }
}
