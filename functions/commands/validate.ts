import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { readOnlyEmails } from '../compiled-emails.ts'
import { repeatsNotes } from '../config-file/links.ts'
import { configSchemaText } from '../config-schema.ts'
import { activeSegments } from '../domain/segments/active.ts'
import { mark, printable } from '../terminal.ts'
import { attachShop } from './attach-shop.ts'
import { compareWithDeployed } from './aws/compare-config.ts'
import { isOnAws, onAws, onHelp, onOption } from './aws/deployed.ts'
import type { Command } from './command.ts'
import { headerWarnings } from './headers.ts'
import { configOption, loadShop, type Shop } from './load.ts'

/** `nocturne validate`: the configuration, checked to the last value. */
export const validate: Command = {
  name: 'validate',
  summary: 'check the configuration, and the headers of the files; nothing is run',
  help: `usage: nocturne validate [--config <file>] [--on aws[:stack]]

Checks nocturne.yaml to the last value: keys, mappings, rules, features, and the calendars and
templates that it names. An error names the line and the nearest valid name. Of the files that
are on this machine it reads the headers: a mapped column that is gone is an error, and what the
export of a known platform should have and has not is said. Writes nocturne.schema.json beside it,
with which an editor completes keys, features and values.

  --config <file>  default ./nocturne.yaml
  ${onHelp}:
                   is this configuration the one in force there, and are its sources there`,
  options: { ...configOption, ...onOption },
  positionals: 0,

  async run(args, io) {
    const loaded = loadShop(args, io)
    const shop = await attachShop(loaded, io, readOnlyEmails(loaded.files))
    const { config, warnings, folder } = shop
    const unwritten = refreshSchema(join(folder, 'nocturne.schema.json'), configSchemaText(config))
    io.out.write(`${mark(io.out, 'green', '✓')} ${configLine(shop)}\n`)
    const notes = repeatsNotes(config).map(loaded.note)
    const headers = await headerWarnings(shop)
    for (const warning of [...warnings, ...notes, ...unwritten, ...headers]) {
      io.out.write(`${mark(io.out, 'yellow', '!')} ${printable(warning)}\n`)
    }
    if (!isOnAws(args)) {
      for (const note of unseen(shop)) io.out.write(`${mark(io.out, 'yellow', '!')} ${note}\n`)
      return 0
    }
    return onAws(args, io, (deployed) => compareWithDeployed(shop, deployed, io))
  },
}

/** Sources that are on AWS alone: whether they fit their mapping can't be told here. */
const unseen = ({ config }: Shop): readonly string[] =>
  Object.entries(config.sources).flatMap(([name, { table, files = [] }]) =>
    [
      ...(table === undefined ? [] : [table]),
      ...files.filter((one) => one.startsWith('s3://')),
    ].map((what) => printable(`${name}: ${what} was not looked at: validate --on aws does`)),
  )

/** What a config holds, in one line. */
export function configLine({ config, file }: Shop): string {
  const sources = Object.values(config.sources)
  const tables = new Set(sources.flatMap((source) => Object.keys(source.tables)))
  const segments = activeSegments(config)
  const own = segments.filter(({ origin }) => origin === 'config').length
  return `${printable(file)}: ${counted(sources.length, 'source')}, ${counted(tables.size, 'table')}, ${counted(segments.length, 'segment')} (${own} yours, ${segments.length - own} of the catalogue)${campaignsIn(config)}`
}

/** Campaigns and what they stand on; nothing where there is none. */
function campaignsIn({ campaigns, attached }: Shop['config']): string {
  const templates = Object.keys(attached.emails).length
  const calendars = Object.keys(attached.calendars).length
  return [
    ...(campaigns.length > 0
      ? [counted(campaigns.length, 'campaign'), counted(templates, 'template')]
      : []),
    ...(calendars > 0 ? [counted(calendars, 'calendar')] : []),
  ]
    .map((one) => `, ${one}`)
    .join('')
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
