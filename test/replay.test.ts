/** Past nights once more: the same tables from the same config, others from another, and nothing published. */
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { main } from '../functions/cli.ts'
import { replay } from '../functions/commands/replay.ts'
import { NocturneError, UsageError } from '../functions/errors.ts'
import { currentNight, publishedNights, readPublished } from '../functions/lake.ts'
import { runOneStage } from '../functions/night.ts'
import { pipeline } from '../functions/pipeline.ts'
import { folderFiles } from '../functions/platform/local/files.ts'
import { localPlatform } from '../functions/platform/local/platform.ts'
import type { Platform } from '../functions/platform/ports.ts'
import { claimReplay, replayableDates, replayed } from '../functions/replay.ts'
import type { Published, Run } from '../functions/stage.ts'
import { nightOf, scratch, shopIn } from './support/night.ts'
import { tell } from './support/tell.ts'
import { differences, treeOfNight, withoutMachine } from './support/tree.ts'

const root = scratch('replay')
const nights = ['2026-03-09', '2026-03-10', '2026-03-11']
const template = join(root, 'template')
const date = '2026-03-10'

beforeAll(async () => {
  expect(await main(['sample', template, '--customers', '120', '--to', '2026-03-10'])).toBe(0)
  for (const night of nights) await nightOf(template, night)
}, 120_000)
afterAll(() => rmSync(root, { recursive: true }))

let shops = 0
/** A copy of the shop with its three nights. */
function newShop() {
  shops += 1
  const folder = join(root, `shop-${shops}`)
  cpSync(template, folder, { recursive: true })
  const lake = join(folder, '.nocturne')
  return { folder, lake, files: folderFiles(lake) }
}

type Shop = ReturnType<typeof newShop>

const configIn = async (folder: string) => (await shopIn(folder, date)).config

const silent = { started() {}, finished() {}, step() {}, warn() {} }
const claimOf = async ({ folder, files }: Shop, asOf = date) =>
  claimReplay(files, { asOf, config: await configIn(folder) })

const publishedOf = async ({ files }: Shop, asOf: string) => {
  const night = await currentNight(files, asOf)
  if (!night) throw new Error(`no night of ${asOf}`)
  return night
}

/** The tables and the report of a night or a replay, as digests; without what the foot says of the run. */
async function bareTree(lake: string, night: Published) {
  const tree = await treeOfNight(lake, night)
  const named = (body: string) => withoutMachine(body).replace(/(<dt>Run<\/dt><dd>)[^<]*/g, '$1')
  return Object.fromEntries(Object.entries(tree).map(([name, body]) => [name, named(body)]))
}

/** Everything of the lake but replays, by path. */
const keysOf = (lake: string) =>
  readdirSync(lake, { recursive: true, encoding: 'utf8' })
    .filter((path) => !/^(replays|tmp)(\/|$)/.test(path))
    .sort()

describe('the same configuration', () => {
  it.each(nights)(
    'gives the tables and the report of %s again',
    { timeout: 60_000 },
    async (asOf) => {
      const shop = newShop()
      const before = keysOf(shop.lake)
      const { code, out } = await tell(shop.folder, replay, [asOf])
      expect(code).toBe(0)
      const name = /"replay":"([^"]+)"/.exec(out)?.[1] ?? ''
      expect(name).toMatch(new RegExp(`^${asOf}-[0-9a-f]{8}$`))
      expect(out).toContain('"differs":{"segments":[],"stages":[],"tiers":[]}')
      expect(out).toContain(`.nocturne/replays/${name}/reports/${asOf}/1/index.html\n`)

      const [was, is] = [await publishedOf(shop, asOf), await replayed(shop.files, name)]
      if (!is) throw new Error('no pointer')
      expect(Object.keys(is.tables).sort()).toEqual(Object.keys(was.tables).sort())
      expect(differences(await bareTree(shop.lake, was), await bareTree(shop.lake, is))).toEqual([])
      expect(is.configHash).toBe(was.configHash)

      expect(keysOf(shop.lake)).toEqual(before)
      expect((await publishedNights(shop.files)).map((night) => night.asOf)).toEqual(nights)
    },
  )

  it('does not need the sources, and is done once', { timeout: 60_000 }, async () => {
    const shop = newShop()
    for (const file of readdirSync(shop.folder)) {
      if (/\.(csv|gz|jsonl|parquet)/.test(file)) rmSync(join(shop.folder, file))
    }
    const first = await tell(shop.folder, replay, [date])
    const again = await tell(shop.folder, replay, [date])
    expect([first.code, again.code]).toEqual([0, 0])
    expect(again.out).toMatch(
      /^2026-03-10 is already replayed with this configuration, as 2026-03-10-[0-9a-f]{8}\.\nAs published: /,
    )
    expect(again.out.split('\n').at(-2)).toBe(first.out.split('\n').at(-2))
  })
})

describe('an interrupted replay', () => {
  it('goes on where it stopped, after any table', { timeout: 120_000 }, async () => {
    const shop = newShop()
    const was = await bareTree(shop.lake, await publishedOf(shop, date))
    let builds = 0
    for (let stop = 1; ; stop += 4) {
      const claim = await claimOf(shop)
      if (claim.status !== 'run') throw new Error('done too early')
      expect(claim.resumed).toBe(stop > 1)
      const ended = await work(shop, claim.run, stop).then(
        () => true,
        (error: Error) => {
          expect(error.message).toBe('killed')
          return false
        },
      )
      builds += 1
      if (ended) break
    }
    expect(builds).toBeGreaterThan(4)
    const claim = await claimOf(shop)
    if (claim.status !== 'done') throw new Error('not done')
    expect(differences(was, await bareTree(shop.lake, claim.published))).toEqual([])
  })

  /** Runs what is left, until so many tables are built or taken. */
  async function work({ lake, files }: Shop, run: Run, stop: number) {
    const platform = await localPlatform({ run, lake, files, sources: {}, log: silent })
    const { warehouse } = platform
    let left = stop
    const counted =
      <Given extends readonly unknown[], Result>(call: (...given: Given) => Promise<Result>) =>
      (...given: Given) => {
        left -= 1
        if (left < 0) throw new Error('killed')
        return call(...given)
      }
    const mortal: Platform = {
      ...platform,
      warehouse: {
        ...warehouse,
        reads: warehouse.reads,
        build: counted(warehouse.build),
        adopt: counted(warehouse.adopt),
      },
    }
    try {
      for (const stage of pipeline) await runOneStage(stage, run, mortal, silent)
    } finally {
      await platform.close()
    }
  }
})

describe('another configuration', () => {
  it('shows in the segments and says what differs', { timeout: 60_000 }, async () => {
    const shop = newShop()
    const trial =
      '  - { id: trial, name: Trial, kind: value, where: { all: [{ orders: { at_least: 3 } }] } }'
    const yaml = readFileSync(join(shop.folder, 'nocturne.yaml'), 'utf8')
    writeFileSync(join(shop.folder, 'trial.yaml'), yaml.replace(/^segments:$/m, `$&\n${trial}`))
    const { out } = await tell(shop.folder, replay, [date], { config: 'trial.yaml', name: 'trial' })
    const is = await replayed(shop.files, 'trial')
    expect(is?.tables.customer_segments?.location).toMatch(
      /^replays\/trial\/results\/2026-03-10\/1\/customer_segments\/1$/,
    )
    expect(is?.tables.stg_orders?.location).toMatch(/^personal\/2026-03-10\/1\/stg_orders\/1$/)
    const line = out.split('\n').find((one) => one.includes('"differs"')) ?? '{}'
    const { differs } = JSON.parse(line) as { differs: { segments: { id: string }[] } }
    expect(differs.segments.map(({ id }) => id)).toContain('trial')
    expect((await publishedOf(shop, date)).tables).not.toEqual(is?.tables)
  })

  it('may declare attributes that were not staged: they are null', {
    timeout: 60_000,
  }, async () => {
    const shop = newShop()
    const config = await configIn(shop.folder)
    const other = { ...config, attributes: { ...config.attributes, shoe: number } }
    const claim = await claimReplay(shop.files, { asOf: date, config: other, name: 'shoes' })
    expect(claim.unshown).toEqual(['attributes'])
    if (claim.status !== 'run') throw new Error('done')
    const platform = await localPlatform({ ...shop, run: claim.run, sources: {}, log: silent })
    try {
      for (const stage of ['ingest', 'identity'] as const)
        await runOneStage(stage, claim.run, platform, silent)
      expect(
        await platform.warehouse.read(
          'select count(shoe) as known, count(*) > 0 as some from customers',
        ),
      ).toEqual([{ known: 0, some: true }])
    } finally {
      await platform.close()
    }
  })

  const number = { type: 'number', sensitive: false } as const

  it('of the sources is not shown, and the replay says so', { timeout: 60_000 }, async () => {
    const shop = newShop()
    const yaml = readFileSync(join(shop.folder, 'nocturne.yaml'), 'utf8')
    const changed = yaml.replace('from: state', 'from: order_state')
    expect(changed).not.toBe(yaml)
    writeFileSync(join(shop.folder, 'nocturne.yaml'), changed)
    const { out } = await tell(shop.folder, replay, [date])
    expect(out).toContain('"warning":"sources: not as on the night of 2026-03-10')
    expect(out).toContain('"differs":{"segments":[],"stages":[],"tiers":[]}')
  })
})

describe('what can’t be replayed', () => {
  it('is told with the dates that can', async () => {
    const shop = newShop()
    for (const asOf of ['2026-01-01', '2026-03-12']) {
      await expect(claimOf(shop, asOf)).rejects.toMatchObject({
        message: `no night of ${asOf} was published`,
        advice: {
          details: expect.arrayContaining(['can be replayed: 2026-03-09, 2026-03-10, 2026-03-11']),
        },
      })
    }
  })

  it('is a night whose staged tables are gone, or those of the night before it', async () => {
    const shop = newShop()
    await shop.files.remove('personal/2026-03-09')
    expect(await replayableDates(shop.files)).toEqual(['2026-03-11'])
    await expect(claimOf(shop, '2026-03-09')).rejects.toMatchObject({
      message: 'what the night of 2026-03-09 staged is not kept any more',
      advice: { details: expect.arrayContaining(['can be replayed: 2026-03-11']) },
    })
    await expect(claimOf(shop, '2026-03-10')).rejects.toThrow(
      'compares with that of 2026-03-09, whose tables are not kept any more',
    )
    expect(existsSync(join(shop.lake, 'replays'))).toBe(false)
    await shop.files.remove('runs/2026-03-09')
    await expect(claimOf(shop, '2026-03-09')).rejects.toThrow('is not kept any more')
  })

  it('is a name that another replay has, or that is none', async () => {
    const shop = newShop()
    const config = await configIn(shop.folder)
    await claimReplay(shop.files, { asOf: date, config, name: 'trial' })
    const other = claimReplay(shop.files, { asOf: '2026-03-11', config, name: 'trial' })
    await expect(other).rejects.toThrow('another replay is called trial')
    await expect(
      claimReplay(shop.files, { asOf: date, config: { ...config, seed: 99 }, name: 'trial' }),
    ).rejects.toThrow(NocturneError)
    for (const name of ['../x', 'A', '', 'a/b', '-a', 'x'.repeat(61)]) {
      await expect(tell(shop.folder, replay, [date], { name })).rejects.toThrow(UsageError)
    }
    await expect(tell(shop.folder, replay, ['10 March'])).rejects.toThrow(UsageError)
    await expect(tell(shop.folder, replay, [])).rejects.toThrow(UsageError)
  })
})

it('a replay goes with the night that it replays', { timeout: 60_000 }, async () => {
  const shop = newShop()
  await tell(shop.folder, replay, [date], { name: 'trial' })
  const at = (key: string) => existsSync(join(shop.lake, 'replays/trial', key))
  const night = await readPublished(shop.files, { asOf: '2026-03-11', attempt: 1 })
  const claim = await claimOf(shop, '2026-03-11')
  if (claim.status !== 'run') throw new Error('done')
  const keep = async (personal: string, runs: string) => {
    const platform = await localPlatform({ ...shop, run: claim.run, sources: {}, log: silent })
    await platform.warehouse.publish(night, {
      ...{ personal, raw: personal, runs, results: runs, reports: runs, journals: runs },
    })
    await platform.close()
  }
  await keep('2026-03-11', '2026-03-10')
  expect(['personal', 'results', 'journals'].map((kind) => at(`${kind}/${date}`))).toEqual([
    false,
    true,
    true,
  ])
  await keep('2026-03-11', '2026-03-11')
  expect(at('')).toBe(false)
})
