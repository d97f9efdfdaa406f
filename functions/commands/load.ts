/** What every command that works on a shop needs: its config, its lake, its nights. */
import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import { type ReadConfig, readConfig } from '../config-file.ts'
import { ConfigError, NocturneError, UsageError } from '../errors.ts'
import { currentNight } from '../lake.ts'
import { folderFiles } from '../platform/local/files.ts'
import { lakeFolder } from '../platform/local/sources.ts'
import type { Files } from '../platform/ports.ts'
import type { Published } from '../stage.ts'
import type { Arguments, Io } from './command.ts'

/** The options that go with it. */
export const configOption = { config: { type: 'string' } } as const

export interface Shop extends ReadConfig {
  /** The config's own name, and the folder that its paths are relative to. */
  readonly file: string
  readonly folder: string
  readonly lake: string
  readonly files: Files
}

/** Reads the config that `--config` names. Throws ConfigError. */
export function loadShop({ values }: Pick<Arguments, 'values'>, io: Pick<Io, 'cwd'>): Shop {
  const path = resolve(io.cwd, String(values.config ?? 'nocturne.yaml'))
  const file = basename(path)
  if (!existsSync(path)) {
    throw new ConfigError(`no ${values.config ?? 'nocturne.yaml'} here`, {
      next: [
        'nocturne init <folder with your files> writes one',
        'or name another: --config <file>',
      ],
    })
  }
  const read = readConfig(readFileSync(path, 'utf8'), file)
  const folder = dirname(path)
  const lake = lakeFolder(read.config, folder)
  return { ...read, file, folder, lake, files: folderFiles(lake) }
}

/** The night in force, or that of a date. Throws when there is none. */
export async function loadNight(
  { files, flag = '' }: Pick<Shop, 'files'> & { readonly flag?: string },
  date?: string,
): Promise<Published> {
  const night = await currentNight(files, date)
  if (night) return night
  throw new NocturneError(date ? `no night of ${date} is published` : 'no night is published yet', {
    next: [`nocturne run${flag}`],
  })
}

/** `--date` as given, checked. Throws UsageError. */
export function dateOption({ values }: Arguments): string | undefined {
  return values.date === undefined ? undefined : dateOf(String(values.date), '--date ')
}

/** A date that was typed, checked; `option` is what stood before it. Throws UsageError. */
export function dateOf(text: string, option = ''): string {
  const parsed = new Date(`${text}T00:00:00Z`)
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(parsed.getTime())
  if (!isDate || parsed.toISOString().slice(0, 10) !== text) {
    throw new UsageError(`${option}${text} is not a date`, {
      next: [`write it as YYYY-MM-DD, e.g. ${option}2026-03-10`],
    })
  }
  return text
}
