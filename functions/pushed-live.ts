import { parse } from 'yaml'
import { z } from 'zod'
import type { Files } from './platform/ports.ts'
import { pushedText } from './pushed-text.ts'

/** Whether emails may go out by what was pushed last: who sets `live: false` stops those of nights before, too. */
export async function isPushedLive(files: Files): Promise<boolean> {
  const pushed = await pushedText(files)
  return pushed !== undefined && live.parse(parse(pushed.yaml)).sending.live
}

const live = z.object({ sending: z.object({ live: z.boolean().default(false) }).prefault({}) })
