import { cpSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { main } from '../../functions/cli.ts'
import { sha256 } from '../../functions/domain/sha256.ts'
import { OutOfTime, QueryError, SourceError } from '../../functions/errors.ts'
import { type NightDependencies, nightHandler } from '../../functions/lambda/night-handler.ts'
import { metrics, pipeline } from '../../functions/pipeline.ts'
import { athenaPrice } from '../../functions/platform/aws/price.ts'
import { folderFiles } from '../../functions/platform/local/files.ts'
import { localPlatform } from '../../functions/platform/local/platform.ts'
import { findSources, type LocalSources } from '../../functions/platform/local/sources.ts'
import { nightOf, scratch, shopIn } from '../support/night.ts'
import { sharedSalt } from '../support/salt.ts'
import { differences, treeOf, withoutMachine } from '../support/tree.ts'

const asOf = '2026-03-10'
const root = scratch('lambda')
const shop = join(root, 'shop')
const yaml = () => readFileSync(join(shop, 'nocturne.yaml'), 'utf8')

beforeAll(() => main(['sample', shop, '--customers', '60', '--to', asOf]))
afterAll(() => rmSync(root, { recursive: true, force: true }))

type Dependencies = NightDependencies<LocalSources>

let lakes = 0

/** The handler over a folder of its own: a lake with the shop's config pushed, DuckDB, and what was logged. */
async function nightOn(other: Partial<Dependencies> = {}, text = yaml()) {
  lakes += 1
  const lake = join(root, `lake-${lakes}`)
  const files = folderFiles(lake)
  await sharedSalt(files)
  if (text !== '') await push(files, text, '2026-03-09T10:00:00.000Z')
  const lines: string[] = []
  const handler = nightHandler<LocalSources>({
    deployment: 'nocturne',
    timeZone: undefined,
    files,
    findSources: (config) => findSources(config, shop),
    openPlatform: async (options) => ({
      ...(await localPlatform({ sources: {}, ...options, lake, files, threads: 1 })),
      price: athenaPrice,
    }),
    now: () => new Date('2026-03-10T02:30:00Z'),
    write: (line) => lines.push(line),
    ...other,
  })
  const call = (stage: string, named: object = { asOf, attempt: 1 }) =>
    handler({ ...named, stage }, { getRemainingTimeInMillis: () => 60_000 })
  return { call, lake, files, lines, logged: () => lines.map((line) => JSON.parse(line)) }
}

async function push(files: ReturnType<typeof folderFiles>, text: string, at: string) {
  const { attached } = (await shopIn(shop, asOf)).config
  const body = JSON.stringify({ files: { 'nocturne.yaml': text }, attached })
  await files.putIfAbsent(`config/${sha256(body)}.json`, body)
  await files.putIfAbsent(`config/pushed/${at}-${sha256(body)}.json`, '{}')
  return sha256(body)
}

describe('a night by its handler', () => {
  it('is the night that the command line runs', { timeout: 120_000 }, async () => {
    const alone = join(root, 'alone')
    cpSync(shop, alone, { recursive: true })
    await nightOf(alone, asOf)
    const { call, lake, logged } = await nightOn()

    expect(await call('claim', { asOf })).toEqual({ asOf, attempt: 1, status: 'run' })
    for (const stage of pipeline) {
      expect(await call(stage)).toEqual({ asOf, attempt: 1, done: true })
    }
    expect(await call('claim', { asOf })).toEqual({ asOf, attempt: 1, status: 'published' })

    const bare = async (folder: string) =>
      Object.fromEntries(
        Object.entries(await treeOf(folder)).map(([name, body]) => [name, withoutMachine(body)]),
      )
    expect(differences(await bare(join(alone, '.nocturne')), await bare(lake))).toEqual([])

    const report = readFileSync(join(lake, `reports/${asOf}/1/index.html`), 'utf8')
    expect(report).toMatch(
      /<dt>Cost<\/dt><dd>\$0\.00\d+ for \d+ MB read in \d+ queries and [\d.]+ s</,
    )

    const stages = logged().filter((line) => line._aws)
    expect(stages.map(({ Stage }) => Stage)).toEqual(pipeline)
    for (const line of stages) {
      expect(line[metrics.bytes]).toBe(line.bytes)
      expect(line[metrics.dollars]).toBeCloseTo(Math.max(line.queries * 0.00005, 0), 10)
    }
    const [rfm] = stages.filter(({ Stage }) => Stage === 'rfm')
    expect(rfm[metrics.rows]).toBeGreaterThan(100)
  })

  it('is charged for no table that was made without a query', { timeout: 60_000 }, async () => {
    const ingested = async (isList: (table: string) => boolean) => {
      const { call, lake, files, logged } = await nightOn({
        openPlatform: async (options) => {
          const platform = await localPlatform({ sources: {}, ...options, lake, files, threads: 1 })
          const built = async () =>
            (await platform.warehouse.built()).map(({ bytes = 0, ...one }) =>
              isList(one.table) ? one : { ...one, bytes },
            )
          return { ...platform, warehouse: { ...platform.warehouse, built }, price: athenaPrice }
        },
      })
      await call('claim', { asOf })
      await call('ingest')
      return logged().find(({ Stage }) => Stage === 'ingest')
    }
    const all = await ingested(() => false)
    const without = await ingested((table) => table === 'check_limits')
    expect(without.tables).toEqual(all.tables)
    expect(without.queries).toBe(all.queries - 1)
    expect(without.dollars).toBeCloseTo(all.dollars - 0.00005, 10)
  })

  it('calls no stage twice, and says so in no second line', { timeout: 60_000 }, async () => {
    const { call, lines } = await nightOn()
    await call('claim', { asOf })
    await call('ingest')
    const said = lines.length
    expect(await call('ingest')).toEqual({ asOf, attempt: 1, done: true })
    expect(lines).toHaveLength(said)
  })
})

describe('claiming', () => {
  it('takes the configuration that was pushed last, and remembers which', async () => {
    const { call, files } = await nightOn()
    const seeded = (seed: number) =>
      yaml()
        .replace(/^seed: .*\n/m, '')
        .concat(`\nseed: ${seed}\n`)
    const hash = await push(files, seeded(7), '2026-03-09T11:00:00.000Z')
    await push(files, seeded(8), '2026-03-09T09:00:00.000Z')
    await call('claim', { asOf })
    const marker = JSON.parse((await files.read(`runs/${asOf}/1/_run.json`)) ?? '')
    expect(marker).toMatchObject({ pushed: hash, config: { seed: 7 } })
  })

  it('fails with words when nothing was pushed, or what was is wrong', async () => {
    const empty = await nightOn({}, '')
    expect(await empty.call('claim', { asOf })).toEqual({
      asOf,
      failed: {
        error: 'ConfigError',
        cause: 'no configuration was pushed to this lake\nnocturne push --on aws',
      },
    })
    const wrong = await nightOn({}, yaml().replace('version: 1', 'version: 2'))
    expect(await wrong.call('claim', { asOf })).toMatchObject({
      failed: {
        error: 'ConfigError',
        cause: expect.stringMatching(/^nocturne.yaml:\d+: version: given 2/),
      },
    })
  })

  it('fails when the schedule lives in another zone than the company', async () => {
    const { call } = await nightOn({ timeZone: 'Asia/Tokyo' })
    expect(await call('claim', { asOf })).toMatchObject({
      failed: {
        error: 'ConfigError',
        cause: expect.stringContaining('the deployment starts its nights in Asia/Tokyo'),
      },
    })
  })

  it('fails for a night before the current one', { timeout: 60_000 }, async () => {
    const { call, files } = await nightOn()
    await files.putIfAbsent(
      'published/2026-03-11/1.json',
      JSON.stringify({ asOf: '2026-03-11', attempt: 1, tables: {}, rules: {} }),
    )
    expect(await call('claim', { asOf })).toMatchObject({
      failed: {
        error: 'NocturneError',
        cause: expect.stringContaining('is before the current one'),
      },
    })
  })
})

describe('a stage', () => {
  const failing = (error: Error) =>
    nightOn({
      openPlatform: async () => {
        throw error
      },
    })

  it('that runs out of time asks to be called again', async () => {
    const { call, lines } = await failing(new OutOfTime())
    await call('claim', { asOf })
    expect(await call('ingest')).toEqual({ asOf, attempt: 1, again: true })
    expect(lines).toEqual([])
  })

  it('that can’t succeed says why, in the log and to the machine', async () => {
    const { call, logged } = await failing(
      new QueryError('customer_rfm: Athena ended it', { details: ['bytes scanned limit'] }),
    )
    await call('claim', { asOf })
    const failed = {
      error: 'QueryError',
      cause: 'customer_rfm: Athena ended it\nbytes scanned limit',
    }
    expect(await call('rfm')).toEqual({ asOf, attempt: 1, failed })
    expect(logged()).toMatchObject([
      { stage: 'rfm', failed, Error: 'QueryError', [metrics.failed]: 1, Deployment: 'nocturne' },
    ])
  })

  it('that was stopped by a check tells no row of the files', async () => {
    const { call, lines } = await failing(
      new SourceError('orders: 40 rows are rejected', {
        details: ['jane@example.com is no number'],
        next: ['correct the mapping'],
      }),
    )
    await call('claim', { asOf })
    const answer = await call('ingest')
    expect(answer).toMatchObject({
      failed: { error: 'SourceError', cause: 'orders: 40 rows are rejected\ncorrect the mapping' },
    })
    expect(JSON.stringify([answer, lines])).not.toContain('jane@')
  })

  it('throws what may succeed when it is tried again', async () => {
    const { call } = await failing(new Error('socket hang up'))
    await call('claim', { asOf })
    await expect(call('ingest')).rejects.toThrow('socket hang up')
  })

  it('reads the files that were claimed, or none, or its own copy', async () => {
    let fingerprint = 'before'
    const { call, files } = await nightOn({
      findSources: async (config) => {
        const found = await findSources(config, shop)
        return Object.fromEntries(
          Object.entries(found).map(([name, all]) => [
            name,
            all.map((file) => ({ ...file, fingerprint })),
          ]),
        )
      },
      openPlatform: () => Promise.reject(new OutOfTime()),
    })
    await call('claim', { asOf })
    fingerprint = 'after'
    expect(await call('ingest')).toMatchObject({
      failed: { error: 'SourceError', cause: expect.stringContaining('changed after the night') },
    })
    const { sources } = JSON.parse((await files.read(`runs/${asOf}/1/_run.json`)) ?? '{}')
    for (const name of Object.keys(sources)) {
      await files.putIfAbsent(`runs/${asOf}/1/_builds/raw_${name}/built.json`, '{"location":""}')
    }
    expect(await call('ingest')).toMatchObject({ again: true })
  })

  it('that nobody claimed, or that is none, is a mistake of the caller', async () => {
    const { call } = await nightOn()
    await expect(call('ingest')).rejects.toThrow('no runs/2026-03-10/1/_run.json')
    await expect(call('supper')).rejects.toThrow()
    await expect(call('ingest', { asOf })).rejects.toThrow()
    await expect(call('claim', { asOf: 'today' })).rejects.toThrow()
  })
})
