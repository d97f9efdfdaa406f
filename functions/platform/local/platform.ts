import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Run } from '../../stage.ts'
import { tablesOf } from '../../tables.ts'
import type { Files, Log, Platform } from '../ports.ts'
import { type EngineOptions, openEngine } from './engine.ts'
import type { LocalSources } from './sources.ts'
import { duckdbWarehouse } from './warehouse.ts'

export interface LocalPlatformOptions extends Pick<EngineOptions, 'threads' | 'memory'> {
  readonly run: Run
  readonly sources: LocalSources
  /** The lake’s folder, absolute. */
  readonly lake: string
  readonly files: Files
  readonly log: Log
}

/** The platform of one run on this machine: DuckDB over a folder. Close it when the run is done. */
export async function localPlatform(
  options: LocalPlatformOptions,
): Promise<Platform & { close(): Promise<void> }> {
  const { run, sources, lake, files, log, threads, memory } = options
  await mkdir(join(lake, 'tmp'), { recursive: true })
  const scratch = await mkdtemp(join(lake, 'tmp', 'engine-'))
  await removeLeft(join(lake, 'tmp'), scratch)
  const engine = await openEngine({
    scratch,
    ...(threads !== undefined && { threads }),
    ...(memory !== undefined && { memory }),
  })
  const warehouse = await duckdbWarehouse({
    engine,
    run,
    sources,
    files,
    lake,
    log,
    config: run.config,
    tables: tablesOf(run.config),
  })
  return {
    warehouse,
    files,
    log,
    random: randomBytes,
    async close() {
      engine.close()
      await rm(scratch, { recursive: true, force: true })
    },
  }
}

/** What engines that were killed had spilled. Those of half a week ago are not at work any more. */
async function removeLeft(folder: string, own: string): Promise<void> {
  const { mtimeMs: now } = await stat(own)
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    const found = await stat(path).catch(() => undefined)
    if (found && now - found.mtimeMs > halfWeek) await rm(path, { recursive: true, force: true })
  }
}

const halfWeek = 84 * 3_600_000
