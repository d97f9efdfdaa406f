/** A night of this machine once more on Trino: the same files, stages and config, in a lake of its own. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { claimNight, runPrefix } from '../../functions/lake.ts'
import { runOneStage } from '../../functions/night.ts'
import { pipeline, type StageName } from '../../functions/pipeline.ts'
import { readable } from '../../functions/platform/header.ts'
import { folderFiles } from '../../functions/platform/local/files.ts'
import { textColumns } from '../../functions/platform/local/header.ts'
import { findSources, type LocalSources } from '../../functions/platform/local/sources.ts'
import type { Built, Files } from '../../functions/platform/ports.ts'
import type { Run } from '../../functions/stage.ts'
import { tablesOf } from '../../functions/tables.ts'
import { fixedBytes } from './salt.ts'
import { type RawSource, type TrinoWarehouse, trinoWarehouse } from './trino-warehouse.ts'

/** The night as it was run here, and where it is to be run. */
export interface TrinoNight {
  readonly servers: { readonly trino: string; readonly s3: string; readonly bucket: string }
  /** Begins the name of every database of the lake on Trino. */
  readonly lake: string
  /** Markers, pointers and reports of that lake. */
  readonly files: Files
  readonly local: {
    readonly run: Run
    /** The config’s folder, and the lake’s. */
    readonly folder: string
    readonly lake: string
  }
  /** The last stage that is run. @default all */
  readonly last?: StageName
}

/** Runs the stages of the night on Trino, over the rows that the local night read from the shop’s files. */
export async function trinoNight({
  servers,
  lake,
  files,
  local,
  last = 'publish',
}: TrinoNight): Promise<TrinoWarehouse> {
  const { asOf, config } = local.run
  const found = await findSources(config, local.folder)
  const claim = await claimNight(files, { asOf, config, sources: found })
  if (claim.status === 'published') throw new Error(`the night of ${asOf} was run before`)
  const warehouse = await trinoWarehouse({
    url: servers.trino,
    s3: servers.s3,
    bucket: servers.bucket,
    lake,
    files,
    run: claim.run,
    tables: tablesOf(config),
    sources: await rawSources(local, found),
  })
  const silent = { started() {}, finished() {}, step() {}, warn() {} }
  const platform = { warehouse, files, log: silent, random: fixedBytes }
  for (const stage of pipeline.slice(0, pipeline.indexOf(last) + 1)) {
    await runOneStage(stage, claim.run, platform, silent)
  }
  return warehouse
}

async function rawSources(
  { run, lake }: TrinoNight['local'],
  found: LocalSources,
): Promise<Readonly<Record<string, RawSource>>> {
  const sources: Record<string, RawSource> = {}
  for (const [name, files] of Object.entries(found)) {
    const config = run.config.sources[name]
    if (!config || config.format.type === 'parquet') throw new Error(`source ${name} is not text`)
    const key = `${runPrefix(run)}/_builds/raw_${name}/built.json`
    const { location } = JSON.parse((await folderFiles(lake).read(key)) ?? '') as Built
    const columns = readable(name, config, await textColumns(name, config.format, files))
    const stored = ['file', 'row_error', 'row_text', ...columns.map(({ column }) => column)]
    sources[name] = {
      opened: { columns, files },
      columns: stored.map((column) => ({ name: column, type: 'varchar' })),
      files: readdirSync(join(lake, location))
        .filter((file) => file.endsWith('.parquet'))
        .map((file) => join(lake, location, file)),
    }
  }
  return sources
}
