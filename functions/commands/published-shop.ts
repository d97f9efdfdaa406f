import type { Config } from '../config.ts'
import { UsageError } from '../errors.ts'
import { publishedNights, readPublished } from '../lake.ts'
import { localPlatform } from '../platform/local/platform.ts'
import { openNight, openTables } from '../platform/local/reader.ts'
import type { Files, Log, Platform, Reader, StoredTable } from '../platform/ports.ts'
import { pushedConfig } from '../pushed.ts'
import type { Published, Run } from '../stage.ts'
import { attachShop } from './attach-shop.ts'
import { isOnAws, onAws } from './aws/deployed.ts'
import { copied, downloaded } from './aws/download.ts'
import { nightReader, tablesReader } from './aws/night-reader.ts'
import type { Arguments, Io } from './command.ts'
import { loadShop } from './load.ts'

/** What a run needs beside the shop; an engine elsewhere has threads and memory of its own. */
export interface PlatformOptions {
  readonly log: Log
  readonly threads?: number
  readonly memory?: string
}

/** What nights of a shop have published, here or where it is deployed. */
export interface PublishedShop {
  readonly files: Files
  /** What makes a command mean this shop, with a space in front: ` --on aws`, or nothing. */
  readonly flag: string
  config(): Promise<Config>
  /** The config with its calendars and templates, whose emails are in the lake. */
  attached(): Promise<Config>
  /** The tables of a night. */
  open(night: Published): Promise<Reader>
  /** Tables of nights, each by a name of its own. */
  openTables(tables: readonly StoredTable[]): Promise<Reader>
  /** The platform of a run that reads no source. Close it when the run is done. */
  platform(run: Run, options: PlatformOptions): Promise<Platform & { close(): Promise<void> }>
  /** The folder on this machine that holds what lies below a key, fetched where it is elsewhere. */
  folder(prefix: string): Promise<string>
  /** Every key of the lake. */
  keys(): Promise<readonly string[]>
  /** An object as a file on this machine, for as long as the work takes. */
  withCopy<Result>(key: string, work: (path: string) => Promise<Result>): Promise<Result>
}

/** Does a command's work on the published nights of the shop that its arguments name. */
export async function withPublished(
  args: Arguments,
  io: Io,
  work: (shop: PublishedShop) => Promise<number>,
): Promise<number> {
  if (isOnAws(args)) {
    if (args.values.config !== undefined) {
      throw new UsageError('--config is for a shop on this machine', {
        next: ['a deployed one is read with the configuration that was pushed'],
      })
    }
    return onAws(args, io, ({ account, deployment, files, flag, stack }) =>
      work({
        files,
        flag: ` ${flag}`,
        config: async () => (await pushedConfig(files)).config,
        attached: async () => (await pushedConfig(files)).config,
        open: async (night) => nightReader(account, deployment, night),
        openTables: async (tables) => tablesReader(account, deployment, tables),
        platform: async (run, { log }) => ({
          ...(await account.platform(run, deployment, log)),
          async close() {},
        }),
        folder: (prefix) => downloaded(files, prefix, `${io.cwd}/.nocturne/aws/${stack}`),
        keys: () => account.keys(deployment.bucket),
        withCopy: (key, work) => copied(account, deployment.bucket, key, work),
      }),
    )
  }
  const shop = loadShop(args, io)
  const { config, files, lake } = shop
  return work({
    files,
    flag: '',
    config: async () => config,
    attached: async () => (await attachShop(shop, io)).config,
    async open(night) {
      const nights = (await publishedNights(files)).filter(({ asOf }) => asOf <= night.asOf)
      const all = await Promise.all(nights.map((one) => readPublished(files, one)))
      return openNight(lake, night, all)
    },
    openTables: (tables) => openTables(lake, tables),
    platform: (run, options) => localPlatform({ ...options, run, lake, files, sources: {} }),
    folder: async (prefix) => `${lake}/${prefix}`,
    keys: () => files.list(''),
    withCopy: (key, work) => work(`${lake}/${key}`),
  })
}
