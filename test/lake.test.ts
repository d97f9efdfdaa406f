import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { configSpec } from '../functions/config.ts'
import { readConfig } from '../functions/config-file.ts'
import { erase, erasuresOf, undoErasure } from '../functions/erasures.ts'
import {
  type Claim,
  claimedRun,
  claimedSources,
  claimNight,
  currentNight,
  fingerprintsOf,
  publishedKey,
  publishedNights,
  type Sources,
} from '../functions/lake.ts'
import { folderFiles } from '../functions/platform/local/files.ts'
import type { Files } from '../functions/platform/ports.ts'
import type { Published, Run } from '../functions/stage.ts'

const lake = () => folderFiles(mkdtempSync(join(tmpdir(), 'nocturne-lake-')))

const configOf = (name = 'Shop', timeZone = 'Europe/Paris') =>
  configSpec.parse({
    version: 1,
    company: { name, timeZone },
    sources: {
      shop: {
        files: ['orders.csv'],
        format: { type: 'csv' },
        tables: { orders: { columns: { order_id: 'id', ordered_at: 'at', total: 'total' } } },
      },
    },
  })

const filesOf = (fingerprint = 'aa', file = 'orders.csv'): Sources => ({
  shop: [{ file, fingerprint, bytes: 1 }],
})

const claim = (files: Files, asOf: string, config = configOf(), sources = filesOf()) =>
  claimNight(files, { asOf, config, sources })

function runOf(claimed: Claim): Run {
  if (claimed.status !== 'run') throw new Error('published already')
  return claimed.run
}

async function publish(files: Files, run: Run) {
  const published: Published = {
    asOf: run.asOf,
    attempt: run.attempt,
    prefix: `reports/${run.id}`,
    configHash: run.configHash,
    closesAt: run.closesAt,
    tables: {},
    rules: {},
  }
  await files.putIfAbsent(publishedKey(run), JSON.stringify(published))
}

describe('claiming a night', () => {
  it('opens the first attempt, with the times of the company’s zone', async () => {
    const run = runOf(await claim(lake(), '2026-03-30'))
    expect(run).toMatchObject({
      id: '2026-03-30-1',
      cutoff: '2026-03-29T22:00:00.000Z',
      opensAt: '2026-03-30T04:00:00.000Z',
      closesAt: '2026-03-31T04:00:00.000Z',
    })
    expect(run.previous).toBeUndefined()
  })

  it('goes on with what was begun from the same files and config', async () => {
    const files = lake()
    const first = await claim(files, '2026-03-10')
    const again = await claim(files, '2026-03-10')
    expect(first).toMatchObject({ resumed: false })
    expect(again).toMatchObject({ resumed: true, run: { attempt: 1 } })
  })

  it('begins anew when the config or a file is another', async () => {
    const files = lake()
    await claim(files, '2026-03-10')
    expect(runOf(await claim(files, '2026-03-10', configOf('Another'))).attempt).toBe(2)
    expect(runOf(await claim(files, '2026-03-10', configOf(), filesOf('bb'))).attempt).toBe(3)
    const renamed = filesOf('bb', 'renamed.csv')
    expect(runOf(await claim(files, '2026-03-10', configOf(), renamed)).attempt).toBe(4)
    expect(runOf(await claim(files, '2026-03-10', configOf(), renamed)).attempt).toBe(4)
    expect(runOf(await claim(files, '2026-03-10')).attempt).toBe(5)
  })

  it('begins anew when somebody was erased meanwhile, also after it was published', async () => {
    const files = lake()
    await claim(files, '2026-03-10')
    const erased = (at: string) =>
      erase(files, {
        ...{ at, night: '2026-03-10', goneBy: '2026-04-09' },
        ...{ subjects: ['a'.repeat(64)], addresses: [], profiles: [] },
      })
    const key = await erased('2026-03-10T10:00:00.000Z')
    const second = runOf(await claim(files, '2026-03-10'))
    expect(second.attempt).toBe(2)
    await publish(files, second)
    expect(await claim(files, '2026-03-10')).toMatchObject({ status: 'published' })
    await erased('2026-03-10T11:00:00.000Z')
    expect(runOf(await claim(files, '2026-03-10')).attempt).toBe(3)
    const [erasure] = (await erasuresOf(files, new Set(['a'.repeat(64)]))).values()
    await undoErasure(files, key, erasure!, '2026-03-10T12:00:00.000Z')
    expect(runOf(await claim(files, '2026-03-10')).attempt).toBe(4)
  })

  it('says that a night is published', async () => {
    const files = lake()
    await publish(files, runOf(await claim(files, '2026-03-10')))
    expect(await claim(files, '2026-03-10')).toMatchObject({
      status: 'published',
      published: { asOf: '2026-03-10', attempt: 1 },
    })
    const next = runOf(await claim(files, '2026-03-10', configOf('Another')))
    expect(next.attempt).toBe(2)
    expect(next.previous).toBeUndefined()
  })

  it('compares with the latest night before it, and keeps to that', async () => {
    const files = lake()
    await publish(files, runOf(await claim(files, '2026-03-08')))
    await publish(files, runOf(await claim(files, '2026-03-09')))
    await publish(files, runOf(await claim(files, '2026-03-09', configOf('Another'))))
    expect(runOf(await claim(files, '2026-03-10')).previous).toMatchObject({
      asOf: '2026-03-09',
      attempt: 2,
    })
    await publish(files, runOf(await claim(files, '2026-03-09', configOf('A third'))))
    expect(runOf(await claim(files, '2026-03-10')).previous).toMatchObject({ attempt: 2 })
  })

  it('refuses a date before the current night', async () => {
    const files = lake()
    await publish(files, runOf(await claim(files, '2026-03-10')))
    await expect(claim(files, '2026-03-09')).rejects.toThrow(
      'the night of 2026-03-09 is before the current one, 2026-03-10',
    )
  })

  it('gives two who ask at once the same attempt', async () => {
    const files = lake()
    const claims = await Promise.all(Array.from({ length: 8 }, () => claim(files, '2026-03-10')))
    expect(new Set(claims.map((one) => runOf(one).id))).toEqual(new Set(['2026-03-10-1']))
  })

  it('gives two with different files an attempt each', async () => {
    const files = lake()
    const claims = await Promise.all(
      ['aa', 'bb', 'cc'].map((print) => claim(files, '2026-03-10', configOf(), filesOf(print))),
    )
    expect(new Set(claims.map((one) => runOf(one).attempt)).size).toBe(3)
  })
})

describe('published nights', () => {
  it('are told oldest first, of each date the greatest attempt', async () => {
    const files = lake()
    for (const key of ['2026-03-10/2', '2026-03-09/1', '2026-03-10/10', '2026-03-10/9']) {
      await files.putIfAbsent(`published/${key}.json`, JSON.stringify({ asOf: key }))
    }
    expect(await publishedNights(files)).toEqual([
      { asOf: '2026-03-09', attempt: 1 },
      { asOf: '2026-03-10', attempt: 10 },
    ])
    expect(await currentNight(files)).toMatchObject({ asOf: '2026-03-10/10' })
    expect(await currentNight(files, '2026-03-09')).toMatchObject({ asOf: '2026-03-09/1' })
    expect(await currentNight(files, '2026-03-08')).toBeUndefined()
    expect(await currentNight(lake())).toBeUndefined()
  })
})

describe('a claimed night', () => {
  const folder = join(import.meta.dirname, 'config/right')

  it.each(readdirSync(folder))('is read back as it was claimed: %s', async (file) => {
    const files = lake()
    const { config } = readConfig(readFileSync(join(folder, file), 'utf8'), file)
    const first = runOf(await claim(files, '2026-03-10', config))
    expect(await claimedRun(files, { asOf: '2026-03-10', attempt: 1 })).toEqual(first)
    await publish(files, first)
    const second = runOf(await claim(files, '2026-03-11', config))
    expect(second.previous?.asOf).toBe('2026-03-10')
    expect(await claimedRun(files, { asOf: '2026-03-11', attempt: 1 })).toEqual(second)
  })

  it('tells the fingerprints of its files', async () => {
    const files = lake()
    await claim(files, '2026-03-10')
    expect(await claimedSources(files, { asOf: '2026-03-10', attempt: 1 })).toEqual(
      fingerprintsOf(filesOf()),
    )
  })

  it('is none when nobody claimed it', async () => {
    await expect(claimedRun(lake(), { asOf: '2026-03-10', attempt: 1 })).rejects.toThrow(
      'no runs/2026-03-10/1/_run.json',
    )
  })
})
