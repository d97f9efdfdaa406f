import type { Config } from '../../config.ts'
import { sha256 } from '../../domain/sha256.ts'
import { NocturneError } from '../../errors.ts'
import type { Files } from '../../platform/ports.ts'
import { configInForce, type Pointer } from '../../pushed-text.ts'
import type { AttachedShop } from '../attach-shop.ts'

export interface PushResult {
  readonly status: 'pushed' | 'unchanged'
  readonly inForce: Pointer
  /** What was in force before. */
  readonly before?: Pointer
}

/** A config and what belongs to it, by file name, as the one text that it is known by; `attached` is what was made of it. */
export const configObject = (
  files: Readonly<Record<string, string>>,
  attached?: Config['attached'],
): string => `${JSON.stringify({ files, ...(attached && { attached }) }, null, 2)}\n`

/** What a shop pushes. */
export function objectOf({ text, sources, config: { attached } }: AttachedShop): string {
  const hasMore = Object.keys({ ...attached.calendars, ...attached.emails }).length > 0
  return configObject({ ...sources, 'nocturne.yaml': text }, hasMore ? attached : undefined)
}

/** Puts a config in force unless it is already. Nothing is overwritten: what was in force stays in the lake. */
export async function pushConfig(files: Files, object: string, now: Date): Promise<PushResult> {
  const hash = sha256(object)
  const at = now.toISOString()
  const before = await configInForce(files)
  if (before?.hash === hash) return { status: 'unchanged', inForce: before }
  if (before && before.at >= at) {
    throw new NocturneError(`a configuration was pushed at ${before.at}, which is still to come`, {
      details: [`this machine says it is ${at}; the later of two pushes is in force`],
      next: ['set the clock, then push again'],
    })
  }
  await files.putIfAbsent(`config/${hash}.json`, object)
  await files.putIfAbsent(
    `config/pushed/${at}-${hash}.json`,
    `${JSON.stringify({ config: hash })}\n`,
  )
  return { status: 'pushed', inForce: { hash, at }, ...(before && { before }) }
}
