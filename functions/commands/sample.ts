import { existsSync, readdirSync, statSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { sampleShop } from '../domain/sample/sample-shop.ts'
import type { Truth } from '../domain/sample/truth.ts'
import { dateIn } from '../domain/time.ts'
import { given } from '../domain/words/shown.ts'
import { UsageError } from '../errors.ts'
import type { Arguments, Command, Io } from './command.ts'
import { writeSample } from './sample-folder.ts'

const help = `Usage: nocturne sample [folder] [options]

Makes up a shop to try things on: three years of orders, customers, events and more, with the
dirt of real exports, and a commented nocturne.yaml for them with emails and a calendar.
truth.json says what ingest must make of it. The folder is ./demo unless given; a sample in it is replaced, nothing else is.

Options:
  --customers <number>  how many customers (20000)
  --to <date>           last day of the history, YYYY-MM-DD (today)
  --seed <number>       another number makes another shop (1)

Example:
  nocturne sample --customers 5000 && cd demo && nocturne run
`

/** Makes up a shop to try things on. */
export const sample: Command = {
  name: 'sample',
  summary: 'make up a shop to try things on',
  help,
  options: {
    customers: { type: 'string' },
    to: { type: 'string' },
    seed: { type: 'string' },
  },
  positionals: 1,
  async run(args, io) {
    const folder = folderOf(args.positionals[0] ?? 'demo', io)
    const shop = sampleShop({
      customers: wholeNumber(args, 'customers', { least: 10, most: 10_000_000, usual: 20_000 }),
      to: dateOf(args, io),
      seed: wholeNumber(args, 'seed', { least: 0, most: 2 ** 32 - 1, usual: 1 }),
    })
    const { keptConfig } = await writeSample(shop, folder)
    const shown = relative(io.cwd, folder) || '.'
    io.out.write(summaryOf(shop.truth(), shop.from, shown))
    if (keptConfig) io.out.write(`\nkept ${join(shown, 'nocturne.yaml')} as it was\n`)
    io.out.write(`\nnext: ${shown === '.' ? '' : `cd ${shown} && `}nocturne run\n`)
    return 0
  },
}

/** The folder, absolute. Throws when something else than a sample lies in it. */
function folderOf(name: string, io: Io): string {
  const folder = resolve(io.cwd, name)
  if (!existsSync(folder)) return folder
  if (!statSync(folder).isDirectory()) {
    throw new UsageError(`${given(name)} is a file`, { next: ['name another folder'] })
  }
  if (readdirSync(folder).length > 0 && !existsSync(join(folder, 'truth.json'))) {
    throw new UsageError(`${given(name)} is not empty and holds no sample`, {
      details: ['a sample is known by its truth.json'],
      next: ['name another folder, e.g. nocturne sample demo-2'],
    })
  }
  return folder
}

function wholeNumber(
  { values }: Arguments,
  option: string,
  { least, most, usual }: { least: number; most: number; usual: number },
): number {
  const value = values[option]
  if (value === undefined) return usual
  const number = typeof value === 'string' && /^\d{1,12}$/.test(value) ? Number(value) : Number.NaN
  if (number >= least && number <= most) return number
  throw new UsageError(
    `--${option}: ${given(value)} is not a whole number from ${least} to ${most}`,
  )
}

function dateOf({ values }: Arguments, io: Io): string {
  const value = values.to ?? dateIn(io.now, 'Europe/Paris')
  const isDate =
    typeof value === 'string' &&
    /^20\d\d-\d\d-\d\d$/.test(value) &&
    !Number.isNaN(Date.parse(value)) &&
    new Date(value).toISOString().startsWith(value)
  if (isDate) return value
  throw new UsageError(`--to: ${given(value)} is not a date from 2000-01-01 to 2099-12-31`, {
    next: ['write it as year, month and day: --to 2026-03-10'],
  })
}

function summaryOf(truth: Truth, from: string, folder: string): string {
  const count = new Intl.NumberFormat('en').format
  const quality = truth.quality[truth.to] ?? []
  const rows = [
    ['file', 'rows', 'rejected', 'duplicate'],
    ...quality.map(({ file, rows_read, rows_rejected, rows_duplicate }) => [
      file,
      count(rows_read),
      count(rows_rejected),
      count(rows_duplicate),
    ]),
  ]
  const widths = [0, 1, 2, 3].map((at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)))
  const lines = rows.map((row) =>
    row
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('  '),
  )
  const what = `${count(truth.customers)} customers, ${from} to ${truth.to}, seed ${truth.seed}`
  return `made a sample shop in ${folder}: ${what}\n\n${lines.map((line) => `  ${line}\n`).join('')}`
}
