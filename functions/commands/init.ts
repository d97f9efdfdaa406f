/** `nocturne init <folder>`: looks at files and proposes `nocturne.yaml`. */
import { existsSync } from 'node:fs'
import { stat, writeFile } from 'node:fs/promises'
import { basename, join, relative, resolve, sep } from 'node:path'
import { isTimeZone } from '../config.ts'
import { configSchemaText } from '../config-schema.ts'
import { evidenceOf } from '../domain/init/explain.ts'
import { linesOf } from '../domain/init/print.ts'
import { isReady, type Proposal } from '../domain/init/proposal.ts'
import { propose } from '../domain/init/propose.ts'
import { questionsOf } from '../domain/init/questions.ts'
import { yamlOf } from '../domain/init/yaml.ts'
import { NocturneError, SourceError, UsageError } from '../errors.ts'
import { sampleFolder } from '../platform/local/profile.ts'
import { mark, printable } from '../terminal.ts'
import type { Arguments, Command, Io } from './command.ts'

/** Proposes a config for the files of a folder, in the current one; changes nothing that is there. */
export const init: Command = {
  name: 'init',
  summary: 'look at your files and propose nocturne.yaml',
  help: `usage: nocturne init <folder> [--explain]

Looks at the CSV, JSON-lines and Parquet files in a folder (also .gz, also below it), recognises
the exports of shop systems by their headers (Shopify, WooCommerce, Magento, Etsy, Stripe, Klaviyo …),
and orders, order lines, customers, events and the rest of any other shop by the names and the
content of their columns. It writes nocturne.yaml and its schema into the current folder and
overwrites no config. On a terminal it asks what it cannot tell; elsewhere, and where you don't
know, the question stays beside the key.

  --explain  the evidence too: which headers matched, as what, which rivals and why not, and where
             each column comes from

Exit code 0: ready to run. 1: answer the questions marked "to answer" first.

example: nocturne init ./exports
`,
  options: { explain: { type: 'boolean' } },
  positionals: 1,
  run,
}

const configFile = 'nocturne.yaml'
const schemaFile = 'nocturne.schema.json'

async function run({ values, positionals }: Arguments, io: Io): Promise<number> {
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
  const proposed = propose(
    samples.map((sample) => ({
      ...sample,
      path: prefix ? `${prefix}/${sample.path}` : sample.path,
    })),
    basename(folder),
  )
  const proposal = await answeredBy(proposed, io)
  const evidence = values.explain ? evidenceOf(proposal) : []
  io.out.write(`${[...evidence, ...linesOf(proposal)].join('\n')}\n`)
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

/** The proposal with what the person at the terminal answers; nobody there: as it is. */
async function answeredBy(proposal: Proposal, { ask, out }: Io): Promise<Proposal> {
  if (!ask) return proposal
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone
  let told = proposal
  for (const question of questionsOf(proposal, zone)) {
    const { text, options, usual, isOpen } = question
    const lines = options.map((one, i) => `  ${i + 1}  ${one}${i === usual ? '   (Enter)' : ''}`)
    out.write(`${printable(text)}\n${lines.map(printable).join('\n')}\n`)
    told = question.answer(told, await choiceOf(ask, out, options.length, usual, isOpen ?? false))
  }
  return told
}

/** Asks until the answer is a number of an option, nothing, or, where that may be, a time zone. */
async function choiceOf(
  ask: NonNullable<Io['ask']>,
  out: Io['out'],
  options: number,
  usual: number,
  isOpen: boolean,
): Promise<number | string> {
  for (;;) {
    const typed = (await ask(`[${usual + 1}] `)).trim()
    if (typed === '') return usual
    if (/^\d+$/.test(typed) && Number(typed) >= 1 && Number(typed) <= options) {
      return Number(typed) - 1
    }
    if (isOpen && isTimeZone(typed)) return typed
    out.write(
      `a number from 1 to ${options}${isOpen ? ', or a time zone such as Europe/Paris' : ''}\n`,
    )
  }
}

async function mustBeFolder(folder: string, given: string): Promise<void> {
  const found = await stat(folder).catch(() => undefined)
  if (found?.isDirectory()) return
  throw new SourceError(`${given} is ${found ? 'a file' : 'not there'}: init wants a folder`, {
    details: [`looked at ${folder}`],
  })
}
