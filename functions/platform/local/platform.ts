import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
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
