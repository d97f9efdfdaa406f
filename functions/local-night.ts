/** A night on this machine, from files to pointer: what `run` does, for whoever watches it. */
import type { Config } from './config.ts'
import { type Claim, claimNight } from './lake.ts'
import { runNight, type Watcher } from './night.ts'
import { folderFiles } from './platform/local/files.ts'
import { localPlatform } from './platform/local/platform.ts'
import { findSources } from './platform/local/sources.ts'
import type { Files, Log } from './platform/ports.ts'
import type { Run, StageSummary } from './stage.ts'

export interface LocalNight {
  readonly config: Config
  /** The config’s folder: its paths are relative to it. */
  readonly folder: string
  /** The lake’s folder, absolute. */
  readonly lake: string
  readonly asOf: string
  readonly watch: Watcher & Log
  readonly threads?: number
  readonly memory?: string
  readonly files?: Files
  /** Called when the night is claimed, before its first stage. */
  readonly begun?: (run: Run, resumed: boolean) => void
}

export type Outcome =
  | Extract<Claim, { status: 'published' }>
  | { readonly status: 'done'; readonly run: Run; readonly summaries: readonly StageSummary[] }

/** Runs the night of a date, or what is left of it. Throws NocturneError for what a person must mend. */
export async function localNight(night: LocalNight): Promise<Outcome> {
  const { config, folder, lake, asOf, watch, threads, memory, begun } = night
  const files = night.files ?? folderFiles(lake)
  const sources = await findSources(config, folder)
  const claim = await claimNight(files, { asOf, config, sources })
  if (claim.status === 'published') return claim
  begun?.(claim.run, claim.resumed)
  const platform = await localPlatform({
    run: claim.run,
    sources,
    lake,
    files,
    log: watch,
    ...(threads !== undefined && { threads }),
    ...(memory !== undefined && { memory }),
  })
  try {
    return { status: 'done', run: claim.run, summaries: await runNight(claim.run, platform, watch) }
  } finally {
    await platform.close()
  }
}
