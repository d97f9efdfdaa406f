/** Finds the files of every source on this machine. */
import { globSync, statSync } from 'node:fs'
import { relative, resolve, sep } from 'node:path'
import { usesFileDay } from '../../config/mapping.ts'
import type { Config, SourceConfig } from '../../config.ts'
import { ConfigError, SourceError } from '../../errors.ts'
import type { SourceFile } from '../ports.ts'
import { isWithin, real } from './paths.ts'
import { type FileFacts, readThrough } from './read-through.ts'

/** A source's file on this machine, read to its end. */
export interface LocalFile extends SourceFile, FileFacts {
  /** Absolute, without links. */
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
 * The files of every source, each read to its end, with fingerprints.
 * Throws SourceError for patterns without a file and for broken files, ConfigError for what reaches into the lake
 * and for what is on AWS.
 */
export async function findSources(config: Config, folder: string): Promise<LocalSources> {
  const found = Object.entries(config.sources).map(
    ([name, source]) => [name, source, pathsOf(name, source, config, folder)] as const,
  )
  const sources: Record<string, readonly LocalFile[]> = {}
  for (const [name, source, paths] of found) {
    const files: LocalFile[] = []
    for (const path of paths) files.push(await opened(name, source, path, folder))
    sources[name] = files
  }
  return sources
}

function pathsOf(name: string, source: SourceConfig, config: Config, folder: string) {
  refuseCloud(name, source)
  const { files = [] } = source
  const lake = real(lakeFolder(config, folder))
  const paths = [...new Set(files.flatMap((pattern) => matching(name, pattern, folder)))].sort()
  const inside = paths.find((path) => isWithin(path, lake))
  if (inside === undefined) return paths
  throw new ConfigError(`sources.${name}.files: ${named(inside, folder)} lies in the lake`, {
    details: [`the lake is ${config.lake}; what Nocturne writes is never a source`],
    next: ['narrow the pattern, or move the lake'],
  })
}

/** What only a deployed night can read. */
function refuseCloud(name: string, { table, files = [] }: SourceConfig) {
  const object = files.find((pattern) => pattern.startsWith('s3://'))
  if (table === undefined && object === undefined) return
  const [key, what] =
    table === undefined ? ['files', `${object} is in S3`] : ['table', `${table} is a table of Glue`]
  throw new ConfigError(`sources.${name}.${key}: ${what}, which only a night on AWS can read`, {
    next: [
      'run the night there: nocturne push --on aws, then nocturne start <date> --on aws',
      `for nights on this machine, export it and name its files: sources.${name}.files`,
    ],
  })
}

/** Files that a pattern matches. A file of just that name comes first: `orders[1].csv` is one. */
function matching(source: string, pattern: string, folder: string): readonly string[] {
  const files = fitting(pattern, folder)
  if (files.length > 0) return files
  throw new SourceError(`${source}: no file matches ${pattern}`, {
    details: ['names are relative to the folder of the config'],
    next: [`put the file there, or correct sources.${source}.files`],
  })
}

function fitting(pattern: string, folder: string): readonly string[] {
  const exact = resolve(folder, pattern)
  const found = isFile(exact)
    ? [exact]
    : globSync(pattern, { cwd: folder }).map((path) => resolve(folder, path))
  return found.filter(isFile).map(real)
}

/** The files of a source that are on this machine, none of them read; there may be none. */
export const filesHere = (
  { files = [] }: SourceConfig,
  folder: string,
): readonly Pick<LocalFile, 'path' | 'file'>[] =>
  files
    .filter((pattern) => !pattern.startsWith('s3://'))
    .flatMap((pattern) => fitting(pattern, folder))
    .map((path) => ({ path, file: named(path, folder) }))

async function opened(
  source: string,
  config: SourceConfig,
  path: string,
  folder: string,
): Promise<LocalFile> {
  const file = named(path, folder)
  try {
    const facts = await readThrough(path, config.format.type)
    const writtenOn = statSync(path).mtime.toISOString().slice(0, 10)
    const fingerprint = usesFileDay(config)
      ? `${facts.fingerprint}-${writtenOn}`
      : facts.fingerprint
    return { file, path, ...facts, fingerprint, writtenOn }
  } catch (error) {
    const { code = '', message } = error as { code?: string; message: string }
    throw new SourceError(`${file}: ${broken[code] ?? message}`, {
      next: [
        `bring a whole file for source ${source}, or correct sources.${source}, then run again`,
      ],
    })
  }
}

const broken: Readonly<Record<string, string>> = {
  Z_BUF_ERROR: 'it is cut off: the compressed file has no end',
  Z_DATA_ERROR: 'it is damaged, or no gzip file at all',
  EACCES: 'it may not be read',
}

/** A file as config would write it. */
const named = (path: string, folder: string) => relative(real(folder), path).split(sep).join('/')

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile()
  } catch {
    return false
  }
}
