/** The configuration that lies in the lake, as text. */
import { z } from 'zod'
import { type Config, configSpec } from './config.ts'
import type { Files } from './platform/ports.ts'

export interface PushedText {
  /** sha256 of the object: what `config/<hash>.json` is called. */
  readonly hash: string
  /** nocturne.yaml. */
  readonly yaml: string
  readonly attached: Config['attached']
}

const object = z.object({
  files: z.record(z.string(), z.string()),
  attached: configSpec.shape.attached,
})

/** A config in the lake that was in force once, and may be. */
export interface Pointer {
  readonly hash: string
  /** The instant of the push. */
  readonly at: string
}

/** The config that the next night takes; undefined before the first push. */
export async function configInForce(files: Files): Promise<Pointer | undefined> {
  const pointers = (await files.list('config/pushed')).flatMap((key) => {
    const [, at, hash] = /\/([^/]+Z)-([0-9a-f]{64})\.json$/.exec(key) ?? []
    return at && hash ? [{ at, hash }] : []
  })
  return pointers.at(-1)
}

/** What was pushed last; undefined before the first push. */
export async function pushedText(files: Files): Promise<PushedText | undefined> {
  const { hash } = (await configInForce(files)) ?? {}
  if (hash === undefined) return undefined
  const text = await files.read(`config/${hash}.json`)
  if (text === undefined) throw new Error(`no config/${hash}.json`)
  const { files: texts, attached } = object.parse(JSON.parse(text))
  const yaml = texts['nocturne.yaml']
  if (yaml === undefined) throw new Error(`no nocturne.yaml in config/${hash}.json`)
  return { hash, yaml, attached }
}
