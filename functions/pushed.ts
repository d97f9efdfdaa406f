/** The configuration that `nocturne push` put into the lake: one object by its hash, and pointers of which the last is in force. */
import { z } from 'zod'
import { type Config, configSpec } from './config.ts'
import { readConfig } from './config-file.ts'
import { ConfigError } from './errors.ts'
import type { Files } from './platform/ports.ts'

/** A configuration as it lies in the lake, and what a person should know of it. */
export interface Pushed {
  /** sha256 of the object: what `config/<hash>.json` is called. */
  readonly hash: string
  readonly config: Config
  readonly warnings: readonly string[]
}

const object = z.object({
  files: z.record(z.string(), z.string()),
  attached: configSpec.shape.attached,
})

/** The configuration in force. Throws ConfigError when none was pushed, or when it is not right any more. */
export async function pushedConfig(files: Files): Promise<Pushed> {
  const pointers = (await files.list('config/pushed')).flatMap((key) => {
    const [, hash] = /\/[^/]+Z-([0-9a-f]{64})\.json$/.exec(key) ?? []
    return hash === undefined ? [] : [hash]
  })
  const hash = pointers.at(-1)
  if (hash === undefined) {
    throw new ConfigError('no configuration was pushed to this lake', {
      next: ['nocturne push --on aws'],
    })
  }
  const text = await files.read(`config/${hash}.json`)
  if (text === undefined) throw new Error(`no config/${hash}.json`)
  const { files: texts, attached } = object.parse(JSON.parse(text))
  const yaml = texts['nocturne.yaml']
  if (yaml === undefined) throw new Error(`no nocturne.yaml in config/${hash}.json`)
  const { config, warnings } = readConfig(yaml, 'nocturne.yaml')
  const lost = templatesIn(config).find((path) => !attached.emails[path])
  if (lost !== undefined) {
    throw new ConfigError(`the configuration was pushed without ${lost}`, {
      next: ['nocturne push --on aws'],
    })
  }
  return { hash, config: { ...config, attached }, warnings }
}

const templatesIn = ({ campaigns }: Config): readonly string[] =>
  campaigns.flatMap(({ template, variants }) => [
    template,
    ...variants.flatMap((variant) => variant.template ?? []),
  ])
