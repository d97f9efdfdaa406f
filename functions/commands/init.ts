/** `nocturne init <folder>`: looks at files and proposes `nocturne.yaml`. */
import { existsSync } from 'node:fs'
import { stat, writeFile } from 'node:fs/promises'
import { basename, join, relative, resolve, sep } from 'node:path'
import { configSchemaText } from '../config-schema.ts'
import { linesOf } from '../domain/init/print.ts'
import { isReady } from '../domain/init/proposal.ts'
import { propose } from '../domain/init/propose.ts'
import { yamlOf } from '../domain/init/yaml.ts'
import { NocturneError, SourceError, UsageError } from '../errors.ts'
import { sampleFolder } from '../platform/local/profile.ts'
import { mark } from '../terminal.ts'
import type { Arguments, Command, Io } from './command.ts'

/** Proposes a config for the files of a folder, in the current one; changes nothing that is there. */
export const init: Command = {
  name: 'init',
  summary: 'look at your files and propose nocturne.yaml',
  help: `usage: nocturne init <folder>

Looks at the CSV, JSON-lines and Parquet files in a folder (also .gz, also below it), recognises
orders, order lines, customers, events and the rest by the names and the content of their columns,
and writes nocturne.yaml and its schema into the current folder. It asks nothing and overwrites no
config; what it is unsure of, it says, on the terminal and beside the key.

Exit code 0: ready to run. 1: answer the questions marked "to answer" first.

example: nocturne init ./exports
`,
  options: {},
  positionals: 1,
  run,
}

const configFile = 'nocturne.yaml'
const schemaFile = 'nocturne.schema.json'

async function run({ positionals }: Arguments, io: Io): Promise<number> {
  const [given] = positionals
  if (given === undefined) {
    throw new UsageError('init needs a folder', { next: ['nocturne init <folder>'] })
  }
  const target = join(io.cwd, configFile)
  if (existsSync(target)) {
    throw new NocturneError(`${configFile} is already here`, {
      details: [`${target} was left as it is`],
      next: [`move it away, or run init in another folder`],
    })
  }
  const folder = resolve(io.cwd, given)
  await mustBeFolder(folder, given)
  const found = await sampleFolder(folder, [join(io.cwd, '.nocturne')])
  const samples = found.filter(({ path }) => !/(^|\/)nocturne\.[\w.]+$/.test(path))
  if (samples.length === 0) {
    throw new SourceError(`no CSV, JSON-lines or Parquet file in ${given}`, {
      details: ['looked for .csv .tsv .txt .json .jsonl .ndjson .parquet, also with .gz'],
      next: ['nocturne sample makes a shop to try it with'],
    })
  }
  const prefix = relative(io.cwd, folder).split(sep).join('/')
  const proposal = propose(
    samples.map((sample) => ({
      ...sample,
      path: prefix ? `${prefix}/${sample.path}` : sample.path,
    })),
    basename(folder),
  )
  io.out.write(`${linesOf(proposal).join('\n')}\n`)
  if (proposal.sources.length === 0) {
    throw new SourceError(`nothing in ${given} that Nocturne knows`, {
      details: ['nothing was written'],
      next: ['bring orders or order lines: customer, date, amount'],
    })
  }
  await writeFile(target, yamlOf(proposal, given), { flag: 'wx' })
  await writeFile(join(io.cwd, schemaFile), configSchemaText())
  io.out.write(`Wrote ${configFile} and ${schemaFile}.\n`)
  if (isReady(proposal)) {
    io.out.write('Look at the lines with a ?, then: nocturne run\n')
    return 0
  }
  io.err.write(
    `${mark(io.err, 'red', '✗')} ${configFile} is not ready: answer the lines marked "to answer" (fill in the names, the formats, the words)\n` +
      '  then: nocturne validate\n',
  )
  return 1
}

async function mustBeFolder(folder: string, given: string): Promise<void> {
  const found = await stat(folder).catch(() => undefined)
  if (found?.isDirectory()) return
  throw new SourceError(`${given} is ${found ? 'a file' : 'not there'}: init wants a folder`, {
    details: [`looked at ${folder}`],
  })
}
