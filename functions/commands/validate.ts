import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { configSchemaText } from '../config-schema.ts'
import { activeSegments } from '../domain/segments/active.ts'
import { mark, printable } from '../terminal.ts'
import type { Command } from './command.ts'
import { configOption, loadShop } from './load.ts'

/** `nocturne validate`: the configuration, checked to the last value. */
export const validate: Command = {
  name: 'validate',
  summary: 'check the configuration; nothing is read and nothing is run',
  help: `usage: nocturne validate [--config <file>]

Checks nocturne.yaml to the last value: keys, mappings, rules, features. An error names the line
and the nearest valid name. Writes nocturne.schema.json beside it, with which an editor completes
keys, features and values.

  --config <file>  default ./nocturne.yaml`,
  options: { ...configOption },
  positionals: 0,

  async run(args, io) {
    const { config, warnings, file, folder } = loadShop(args, io)
    const unwritten = refreshSchema(join(folder, 'nocturne.schema.json'), configSchemaText(config))
    const sources = Object.values(config.sources)
    const tables = new Set(sources.flatMap((source) => Object.keys(source.tables)))
    const segments = activeSegments(config)
    const own = segments.filter(({ origin }) => origin === 'config').length
    io.out.write(
      `${mark(io.out, 'green', '✓')} ${printable(file)}: ${counted(sources.length, 'source')}, ${counted(tables.size, 'table')}, ${counted(segments.length, 'segment')} (${own} yours, ${segments.length - own} of the catalogue)\n`,
    )
    for (const warning of [...warnings, ...unwritten]) {
      io.out.write(`${mark(io.out, 'yellow', '!')} ${printable(warning)}\n`)
    }
    return 0
  },
}

/** Writes the schema unless it stands there already. Returns why it could not, which is no reason to fail. */
function refreshSchema(path: string, text: string): readonly string[] {
  try {
    if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeFileSync(path, text)
    return []
  } catch (error) {
    return [`${basename(path)} is not written: ${(error as NodeJS.ErrnoException).code}`]
  }
}

const counted = (n: number, noun: string) => `${n} ${noun}${n === 1 ? '' : 's'}`
