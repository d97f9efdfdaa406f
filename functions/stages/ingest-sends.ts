/** Takes a snapshot of what was sent, what came of it, and what is on record of people. */
import { dateIn, monthsBefore } from '../domain/time.ts'
import type { Files, Platform, Row } from '../platform/ports.ts'
import { instantParam } from '../platform/sql.ts'
import { queryText } from '../queries.ts'
import { monthsOfSends, type NewSends, newSends, onceUncertain, peopleOnRecord } from '../sends.ts'
import type { Run } from '../stage.ts'

/** Makes the tables of `tables/sends.ts`. Where nothing was ever sent, no query is asked. */
export async function takeSends(run: Run, { warehouse, files }: Platform): Promise<void> {
  const { timeZone } = run.config.company
  const news = await newSends(files, run)
  await warehouse.write('ledger_people', await peopleRows(run, files))
  await warehouse.write('uncertain_sends', await onceUncertain(files))
  await warehouse.write('opens_known', opensRows(run, news))
  await carried(run, warehouse, 'sends', sendsRows(news, timeZone))
  await carried(run, warehouse, 'mail_events', eventsRows(news, timeZone))
}

/** What is new behind what the night before had. */
async function carried(
  run: Run,
  warehouse: Platform['warehouse'],
  name: 'sends' | 'mail_events',
  rows: readonly Row[],
) {
  const [fresh, staged] = [`new_${name}`, `stg_${name}`]
  const hadNone = (run.previous?.tables[staged]?.rows ?? 0) === 0
  await warehouse.write(fresh, hadNone ? [] : rows)
  if (hadNone) await warehouse.write(staged, rows)
  else
    await warehouse.build(staged, queryText(staged), {
      oldest_kept: instantParam(`${monthsBefore(run.asOf, monthsOfSends)}T00:00:00Z`),
    })
}

const stamp = (at: string) => new Date(at).toISOString().slice(0, 23).replace('T', ' ')

const sendsRows = ({ rows }: NewSends, timeZone: string): readonly Row[] =>
  rows.map(({ night, at, ...row }) => ({
    ...{ ...row, decided_on: night.slice(0, 10) },
    ...{ at: stamp(at), on: dateIn(new Date(at), timeZone) },
  }))

const eventsRows = ({ events }: NewSends, timeZone: string): readonly Row[] =>
  events.map(({ message_id, kind, at }) => ({
    ...{ message_id, kind, at: stamp(at), on: dateIn(new Date(at), timeZone) },
  }))

/** A mail service that counts no opens has told of none; then it is not known whether there were any. */
function opensRows(run: Run, { events }: NewSends): readonly Row[] {
  const isKnown =
    (run.previous?.tables.opens_known?.rows ?? 0) > 0 ||
    events.some(({ kind }) => kind === 'open' || kind === 'click')
  return isKnown ? [{ known_on: run.asOf }] : []
}

/** A word on everything is one on every purpose that there is. */
async function peopleRows({ config }: Run, files: Files): Promise<readonly Row[]> {
  const purposes = Object.keys(config.consent.purposes)
  return (await peopleOnRecord(files)).flatMap(({ who, kind, purpose = null, at }) => {
    const isSaid = kind === 'granted' || kind === 'withdrawn'
    const all = isSaid && purpose === null ? purposes : [purpose]
    return all.map((one) => ({ who, kind, purpose: one, at: stamp(at) }))
  })
}
