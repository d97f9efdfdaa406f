import { createHash } from 'node:crypto'
import { createReadStream, globSync, realpathSync, statSync } from 'node:fs'
import { isAbsolute, join, relative, resolve, sep } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import type { Config } from '../../config.ts'
import { ConfigError, SourceError } from '../../errors.ts'
import type { SourceFile } from '../ports.ts'

/** A source's file on this machine. */
export interface LocalFile extends SourceFile {
  readonly path: string
}

export type LocalSources = Readonly<Record<string, readonly LocalFile[]>>

/** The lake of a config, absolute. Throws ConfigError when it lies where it could swallow what is not ours. */
export function lakeFolder(config: Config, folder: string): string {
  const lake = resolve(folder, config.lake)
  if (isWithin(real(folder), real(lake))) {
    throw new ConfigError(`lake: ${config.lake} is the config’s own folder or above it`, {
      next: ['give the lake a folder of its own, e.g. lake: .nocturne'],
    })
  }
  return lake
}

/**
 * The files of every source, with fingerprints; each gz file is read to its end to see that it is whole.
 * Throws SourceError for patterns without a file and for broken files, ConfigError for what reaches into the lake.
 */
export async function findSources(config: Config, folder: string): Promise<LocalSources> {
  const lake = real(lakeFolder(config, folder))
  const sources: Record<string, readonly LocalFile[]> = {}
  for (const [name, { files: patterns }] of Object.entries(config.sources)) {
    const paths = [...new Set(patterns.flatMap((pattern) => matching(name, pattern, folder)))]
    for (const path of paths) {
      if (isWithin(path, lake) || isWithin(lake, path)) {
        throw new ConfigError(`sources.${name}.files: ${relative(folder, path)} lies in the lake`, {
          details: [`the lake is ${config.lake}; what Nocturne writes is never a source`],
          next: ['narrow the pattern, or move the lake'],
        })
      }
    }
    sources[name] = await inTurn(paths.sort(), (path) => described(name, path, folder))
  }
  return sources
}

function matching(source: string, pattern: string, folder: string): readonly string[] {
  const found = globSync(pattern, { cwd: folder, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => real(join(entry.parentPath, entry.name)))
  if (found.length === 0) {
    throw new SourceError(`${source}: no file matches ${pattern}`, {
      details: [`looked below ${folder}`],
      next: [`put the file there, or correct sources.${source}.files`],
    })
  }
  return found
}

async function described(source: string, path: string, folder: string): Promise<LocalFile> {
  const file = relative(folder, path).split(sep).join('/')
  const hash = createHash('sha256')
  const counted = new Transform({
    transform(chunk, _, done) {
      hash.update(chunk)
      done(null, chunk)
    },
  })
  const ends = new Transform({ transform: (_chunk, _encoding, done) => done() })
  try {
    if (path.endsWith('.gz')) {
      await pipeline(createReadStream(path), counted, createGunzip(), ends)
    } else {
      await pipeline(createReadStream(path), counted, ends)
    }
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error)
    throw new SourceError(`${file}: cannot be read to its end: ${said}`, {
      details: path.endsWith('.gz') ? ['the gz file is cut off or damaged'] : [],
      next: [`export ${source} again, then run again`],
    })
  }
  return { file, path, fingerprint: hash.digest('hex'), bytes: statSync(path).size }
}

async function inTurn<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = []
  for (const item of items) results.push(await work(item))
  return results
}

/** Whether a path is a folder or lies below it. */
function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path)
  return way === '' || (!way.startsWith('..') && !isAbsolute(way))
}

/** The path with links resolved, as far as it exists. */
function real(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    const above = resolve(path, '..')
    return above === path ? path : join(real(above), path.slice(above.length))
  }
}
