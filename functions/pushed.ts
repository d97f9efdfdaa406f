/** The configuration that `nocturne push` put into the lake: one object by its hash, and pointers of which the last is in force. */
import type { Config } from './config.ts'
import { readConfig } from './config-file.ts'
import { ConfigError } from './errors.ts'
import type { Files } from './platform/ports.ts'
import { pushedText } from './pushed-text.ts'

/** A configuration as it lies in the lake, and what a person should know of it. */
export interface Pushed {
  /** sha256 of the object: what `config/<hash>.json` is called. */
  readonly hash: string
  readonly config: Config
  readonly warnings: readonly string[]
}

/** The configuration in force. Throws ConfigError when none was pushed, or when it is not right any more. */
export async function pushedConfig(files: Files): Promise<Pushed> {
  const pushed = await pushedText(files)
  if (pushed === undefined) {
    throw new ConfigError('no configuration was pushed to this lake', {
      next: ['nocturne push --on aws'],
    })
  }
  const { hash, yaml, attached } = pushed
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
