/** Runs the stages of a night in order, each once: a stage that has finished is not called again. */
import { stageKey } from './lake.ts'
import { pipeline, type StageName } from './pipeline.ts'
import type { Platform } from './platform/ports.ts'
import type { Run, StageSummary } from './stage.ts'
import { stages } from './stages/index.ts'

/** Who watches a night. */
export interface Watcher {
  started(stage: StageName): void
  finished(summary: StageSummary): void
}

/** Runs what is left of a night. Returns the summaries of all stages, also of those that had finished before. */
export async function runNight(
  run: Run,
  platform: Platform,
  watcher: Watcher,
): Promise<readonly StageSummary[]> {
  const summaries: StageSummary[] = []
  for (const stage of pipeline) summaries.push(await runOneStage(stage, run, platform, watcher))
  return summaries
}

/** Runs a stage unless it has finished. The stages before it have. */
export async function runOneStage(
  stage: StageName,
  run: Run,
  platform: Platform,
  watcher: Watcher,
): Promise<StageSummary> {
  const before = await finished(stage, run, platform)
  if (before) {
    // Another process may have finished it since this one looked what there is.
    await platform.warehouse.built()
    return before
  }
  watcher.started(stage)
  const summary = await runStage(stage, run, platform)
  await platform.files.putIfAbsent(stageKey(run, stage), `${JSON.stringify(summary)}\n`)
  watcher.finished(summary)
  return summary
}

async function finished(stage: StageName, run: Run, { files }: Platform) {
  const text = await files.read(stageKey(run, stage))
  return text === undefined ? undefined : (JSON.parse(text) as StageSummary)
}

/** What an interrupted try of the stage has built counts as the stage’s: a resumed night tells the same figures. */
async function runStage(stage: StageName, run: Run, platform: Platform): Promise<StageSummary> {
  const start = performance.now()
  const earlier = await Promise.all(
    pipeline.slice(0, pipeline.indexOf(stage)).map((name) => finished(name, run, platform)),
  )
  const { warehouse, price } = platform
  const before = warehouse.reads.length
  const done = await stages[stage](run, platform)
  const known = new Set(earlier.flatMap((summary) => summary?.tables ?? []))
  const built = (await warehouse.built()).filter(({ table }) => !known.has(table))
  const queries = [...built.flatMap(({ bytes }) => bytes ?? []), ...warehouse.reads.slice(before)]
  return {
    stage,
    text: done.text,
    rows: done.rows,
    seconds: Math.round((performance.now() - start) / 10) / 100,
    bytes: queries.reduce((sum, bytes) => sum + bytes, 0),
    queries: queries.length,
    ...(price && { dollars: inMillionths(queries.reduce((sum, bytes) => sum + price(bytes), 0)) }),
    tables: built.map(({ table }) => table).sort(),
    warnings: done.warnings ?? [],
    ...(done.held && { held: done.held }),
  }
}

/** Prices are multiples of a millionth of a dollar; sums of them in binary are not. */
const inMillionths = (dollars: number) => Math.round(dollars * 1e6) / 1e6
