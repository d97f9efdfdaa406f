/** What files come to through `init` and a night’s first stages, with no hand on the configuration. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { init } from '../../../functions/commands/init.ts'
import { loadShop } from '../../../functions/commands/load.ts'
import { NocturneError } from '../../../functions/errors.ts'
import { folderFiles } from '../../../functions/platform/local/files.ts'
import { localPlatform } from '../../../functions/platform/local/platform.ts'
import { findSources } from '../../../functions/platform/local/sources.ts'
import type { Run } from '../../../functions/stage.ts'
import { activity } from '../../../functions/stages/activity.ts'
import { identity } from '../../../functions/stages/identity.ts'
import { ingest } from '../../../functions/stages/ingest.ts'
import { runCommand } from '../run-command.ts'

/** `asked`: init wants an answer first. `refused`: init or the night says what is wrong, and nothing is counted. */
export type Came =
  | { readonly kind: 'net'; readonly net: string }
  | { readonly kind: 'asked' | 'refused'; readonly about: string }

/** Runs init over files alone, and what it writes over them. */
export async function cameTo(
  files: Readonly<Record<string, Uint8Array>>,
  ofCustomers = false,
): Promise<Came> {
  const folder = mkdtempSync(join(tmpdir(), 'nocturne-export-'))
  try {
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes)
    const { code, out } = await runCommand(init, folder, { positionals: ['.'] })
    const questions = out.split('\n').filter((line) => line.startsWith('  ✗'))
    if (code !== 0) return { kind: 'asked', about: questions.join('; ').trim() }
    return { kind: 'net', net: await netOf(folder, ofCustomers) }
  } catch (error) {
    if (!(error instanceof NocturneError)) throw error
    return { kind: 'refused', about: error.message }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Σ(total − refunded) of the orders that count, as the night’s first stages make them from a folder’s config. */
export async function netOf(folder: string, ofCustomers = false): Promise<string> {
  const { lake, config: written } = loadShop({ values: {} }, { cwd: folder })
  // The examples are as old as they are.
  const config = { ...written, checks: { default: { staleDays: 3650, severity: 'warn' as const } } }
  mkdirSync(lake, { recursive: true })
  const asOf = '2030-01-01'
  const at = `${asOf}T00:00:00.000Z`
  const run: Run = {
    id: `${asOf}-1`,
    asOf,
    cutoff: at,
    opensAt: at,
    closesAt: at,
    attempt: 1,
    seed: 1,
    config,
    configHash: 'test',
  }
  const platform = await localPlatform({
    run,
    sources: await findSources(config, folder),
    lake,
    files: folderFiles(lake),
    log: { step() {}, warn() {} },
    threads: 1,
  })
  try {
    await ingest(run, platform)
    await identity(run, platform)
    await activity(run, platform)
    const [row] = await platform.warehouse.read(
      `select cast(cast(coalesce(sum(total - refunded), 0) as decimal(18, 2)) as varchar) as net from int_orders${ofCustomers ? ' where customer_id is not null' : ''}`,
    )
    return String(row?.net)
  } finally {
    await platform.close()
  }
}
