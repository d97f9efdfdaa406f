/** Runs the stages of a night in order, each once: a stage that has finished is not called again. */
import { runPrefix } from './lake.ts'
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
  for (const stage of pipeline) {
    const key = `${runPrefix(run)}/_stages/${stage}.json`
    const before = await platform.files.read(key)
    if (before !== undefined) {
      // Another process may have finished it since this one looked what there is.
      await platform.warehouse.built()
      summaries.push(JSON.parse(before) as StageSummary)
      continue
    }
    watcher.started(stage)
    const earlier = summaries.flatMap(({ tables }) => tables)
    const summary = await runStage(stage, run, platform, earlier)
    await platform.files.putIfAbsent(key, `${JSON.stringify(summary)}\n`)
    watcher.finished(summary)
    summaries.push(summary)
  }
  return summaries
}

/** What an interrupted try of the stage has built counts as the stage’s: a resumed night tells the same figures. */
async function runStage(
  stage: StageName,
  run: Run,
  platform: Platform,
  earlier: readonly string[],
): Promise<StageSummary> {
  const start = performance.now()
  const done = await stages[stage](run, platform)
  const known = new Set(earlier)
  const built = (await platform.warehouse.built()).filter(({ table }) => !known.has(table))
  return {
    stage,
    text: done.text,
    rows: done.rows,
    seconds: Math.round((performance.now() - start) / 10) / 100,
    bytes: built.reduce((sum, { bytes }) => sum + bytes, 0),
    queries: built.length,
    tables: built.map(({ table }) => table).sort(),
    warnings: done.warnings ?? [],
  }
}
