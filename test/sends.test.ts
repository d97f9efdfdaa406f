import { describe, expect, it } from 'vitest'
import { runOf, runPrefix } from '../functions/lake.ts'
import { recordEntry } from '../functions/ledger.ts'
import { newSends, onceUncertain, peopleOnRecord } from '../functions/sends.ts'
import type { Published } from '../functions/stage.ts'
import { memoryFiles } from './support/outbox.ts'
import { shopWith } from './support/outbox-night.ts'

const config = shopWith([])
const hash = 'a'.repeat(64)

/** A night, and the one before it with what it carried on. */
const night = (asOf: string, previous?: string) =>
  runOf({
    ...{ asOf, attempt: 1, config, configHash: 'c' },
    ...(previous && { previous: published(previous) }),
  })

const published = (asOf: string): Published => ({
  ...{ asOf, attempt: 1, prefix: '', configHash: 'c', closesAt: '', rules: {} },
  tables: {
    stg_sends: { location: `personal/${asOf}/1/stg_sends/1`, rows: 1, columns: [] },
    stg_mail_events: { location: `personal/${asOf}/1/stg_mail_events/1`, rows: 0, columns: [] },
  },
})

const row = (at: string, status = 'sent') =>
  JSON.stringify({
    ...{ message_id: `2026_${hash}`, subject: hash, campaign_id: 'birthday', variant: null },
    ...{ occasion: 'birth_date', occurrence: '2026', purpose: 'marketing' },
    ...{ night: '2026-03-09-1', status, reason: null, at },
  })

const fileOf = (date: string, part = 1, decided = date) =>
  `sends/${date}/${decided}-1-${date}T09-000${part}.ndjson`
const eventOf = (date: string, kind = 'open', came = date) =>
  `sends/events/${came}/2026_${hash}_1.${kind}.${date.replaceAll('-', '')}T130000.123Z.json`

async function lake(objects: Readonly<Record<string, string>>) {
  const files = memoryFiles()
  for (const [key, body] of Object.entries(objects)) await files.putIfAbsent(key, body)
  return files
}

describe('what is new below sends', () => {
  it('is all of 14 months on a first night', async () => {
    const files = await lake({
      [fileOf('2024-12-31')]: row('2024-12-31T09:00:00.000Z'),
      [fileOf('2025-01-01')]: row('2025-01-01T09:00:00.000Z'),
      [fileOf('2026-03-09')]:
        `${row('2026-03-09T09:00:00.000Z')}\n${row('2026-03-09T09:00:01.000Z', 'failed')}\n`,
      [eventOf('2025-01-01')]: '{}',
    })
    const { rows, events } = await newSends(files, night('2026-03-10'))
    expect(rows.map(({ at, status, file }) => [at, status, file])).toEqual([
      ['2025-01-01T09:00:00.000Z', 'sent', fileOf('2025-01-01')],
      ['2026-03-09T09:00:00.000Z', 'sent', fileOf('2026-03-09')],
      ['2026-03-09T09:00:01.000Z', 'failed', fileOf('2026-03-09')],
    ])
    expect(events).toEqual([
      { message_id: `2026_${hash}`, kind: 'open', at: '2025-01-01T13:00:00.123Z' },
    ])
  })

  it('stays what it was when the night goes on later, and comes with the next one', async () => {
    const files = await lake({ [fileOf('2026-03-09')]: row('2026-03-09T09:00:00.000Z') })
    const run = night('2026-03-10')
    const first = await newSends(files, run)
    // A file of a night before, done only now.
    await files.putIfAbsent(fileOf('2026-03-08'), row('2026-03-10T04:00:00.000Z'))
    expect(await newSends(files, run)).toEqual(first)
    await files.putIfAbsent('personal/2026-03-10/1/stg_sends/1/rows.parquet', '')
    const { rows } = await newSends(files, night('2026-03-11', '2026-03-10'))
    expect(rows.map(({ file }) => file)).toEqual([fileOf('2026-03-08')])
  })

  it('takes of a file that is not done what says most, and all of it once it is', async () => {
    const [whole, at] = [fileOf('2026-03-09'), '2026-03-09T09:00:00.000Z']
    const part = (lines: number) => whole.replace('.ndjson', `.${lines}.ndjson`)
    const files = await lake({ [part(9)]: row(at), [part(10)]: row(at) })
    const read = async (asOf: string, previous?: string) =>
      (await newSends(files, night(asOf, previous))).rows.map(({ file }) => file)
    expect(await read('2026-03-10')).toEqual([part(10)])
    await files.putIfAbsent('personal/2026-03-10/1/stg_sends/1/rows.parquet', '')
    expect(await read('2026-03-11', '2026-03-10')).toEqual([])
    await files.putIfAbsent(whole, row(at))
    await files.putIfAbsent('personal/2026-03-11/1/stg_sends/1/rows.parquet', '')
    expect(await read('2026-03-12', '2026-03-11')).toEqual([whole])
  })

  it('is all again when the night before is not kept any more', async () => {
    const files = await lake({ [fileOf('2025-03-09')]: row('2025-03-09T09:00:00.000Z') })
    await newSends(files, night('2026-03-10'))
    const { rows } = await newSends(files, night('2026-03-20', '2026-03-10'))
    expect(rows).toHaveLength(1)
    expect((await newSends(files, night('2026-03-22', '2026-03-21'))).rows).toHaveLength(1)
  })

  it('looks for late events, and lets other things lie', async () => {
    const files = await lake({
      [fileOf('2026-03-09')]: row('2026-03-09T09:00:00.000Z'),
      'sends/2026-03-09/notes.txt': 'hello',
      'sends/events/2026-03-09/x.open.20260309T130000.123Z.json': '{}',
      'sends/events/2026-03-09/notes.ndjson': '{}',
      [eventOf('2026-03-09', 'toString')]: '{}',
      [eventOf('2026-03-09', 'rendering')]: '{}',
      'sends/old/2026-03-09-1-2026-03-09T09-0001.ndjson': 'hello',
      'personal/2026-03-10/1/stg_sends/1/rows.parquet': '',
    })
    expect((await newSends(files, night('2026-03-10'))).rows).toHaveLength(1)
    const came = ['2026-03-08', '2026-03-09', '2026-03-10', '2026-03-11']
    for (const day of came) await files.putIfAbsent(eventOf('2026-02-28', 'open', day), '{}')
    await files.putIfAbsent(eventOf('2026-03-08'), '{}')
    await files.putIfAbsent(eventOf('2026-03-10'), '{}')
    const { rows, events } = await newSends(files, night('2026-03-11', '2026-03-10'))
    expect(rows).toEqual([])
    expect(events.map(({ at }) => at.slice(0, 10))).toEqual(['2026-02-28', '2026-03-10'])
  })

  it('names the file and line that deliver did not write', async () => {
    const files = await lake({
      [fileOf('2026-03-09')]: `${row('2026-03-09T09:00:00.000Z')}\n{"a":\n`,
    })
    await expect(newSends(files, night('2026-03-10'))).rejects.toMatchObject({
      message: `${fileOf('2026-03-09')} holds something else than deliver writes`,
      advice: { details: ['line 2 is none of its rows'] },
    })
  })

  it('is nothing, and leaves a note, where nothing was sent', async () => {
    const files = memoryFiles()
    const run = night('2026-03-10')
    expect(await newSends(files, run)).toEqual({ rows: [], events: [] })
    expect([...files.objects.keys()]).toEqual([`${runPrefix(run)}/_sends.json`])
  })
})

it('finds what is on record of people, by the names of objects', async () => {
  const at = '20260309T130000.123Z'
  const files = await lake({
    [`ledger/people/${hash}/${at}.withdrawn.marketing.json`]: '{}',
    [`ledger/people/${hash}/${at}.bounced.json`]: '{}',
    [`ledger/people/${hash}/${at}.nonsense.json`]: '{}',
    [`ledger/people/ann@x.example/${at}.bounced.json`]: '{}',
  })
  const said = { who: hash, at: '2026-03-09T13:00:00.123Z' }
  expect(await peopleOnRecord(files)).toEqual([
    { ...said, kind: 'bounced' },
    { ...said, kind: 'withdrawn', purpose: 'marketing' },
  ])
})

it('says of what was uncertain what is known by now', async () => {
  const files = memoryFiles()
  const at = '2026-03-09T13:00:00.000Z'
  const ids = ['a', 'b', 'c', 'd'].map((letter) => `2026_${letter.repeat(64)}`)
  for (const message of ids)
    await recordEntry(files, { message, number: 1 }, 'uncertain', { at, by: 'r' })
  const [sent = '', gone = '', again = ''] = ids
  await recordEntry(files, { message: sent, number: 1 }, 'sent', { at, by: 'delivery' })
  await recordEntry(files, { message: gone, number: 1 }, 'let-go', { at, by: 'person' })
  await recordEntry(files, { message: again, number: 1 }, 'again', { at, by: 'person' })
  await recordEntry(files, { message: again, number: 2 }, 'uncertain', {
    ...{ at: '2026-03-10T13:00:00.000Z', by: 'r' },
  })
  await files.putIfAbsent('ledger/2026-03/uncertain/2026-03-09.notes.txt', '')
  const found = await onceUncertain(files)
  expect(found.map(({ since, status }) => `${since} ${status}`).sort()).toEqual([
    '2026-03-09 let-go',
    '2026-03-09 sent',
    '2026-03-09 uncertain',
    '2026-03-10 uncertain',
  ])
})
