import { relative } from 'node:path'
import { dateIn, daysBetween } from '../domain/time.ts'
import { UsageError } from '../errors.ts'
import { localNight } from '../local-night.ts'
import type { Run, StageSummary } from '../stage.ts'
import { mark, nightWatch, printable } from '../terminal.ts'
import type { Arguments, Command, Io } from './command.ts'
import { configOption, dateOption, loadShop, type Shop } from './load.ts'

export const run: Command = {
  name: 'run',
  summary: 'run a night: segments, RFM and the report',
  help: `usage: nocturne run [--date YYYY-MM-DD] [--config <file>]

Reads the shop’s files, recomputes every segment and writes the report. A night that was
interrupted goes on where it stopped; one that is done is not done again.

  --date <date>    the night to run; it sees everything before its first minute (default: today
                   in the company’s time zone)
  --threads <n>    threads of the engine (default: all cores)
  --memory <size>  memory of the engine, e.g. 3GB (default: 80 % of the machine’s)
  --config <file>  default ./nocturne.yaml

example: nocturne run --date 2026-03-10`,
  options: {
    ...configOption,
    date: { type: 'string' },
    threads: { type: 'string' },
    memory: { type: 'string' },
  },
  positionals: 0,

  async run(args, io) {
    const shop = loadShop(args, io)
    const asOf = dateOption(args) ?? dateIn(io.now, shop.config.company.timeZone)
    const watch = nightWatch(io.out)
    try {
      const outcome = await localNight({
        ...engineOptions(args),
        ...shop,
        asOf,
        watch,
        begun(run, resumed) {
          if (io.out.isTTY) io.out.write(headline(shop, run, resumed))
          for (const warning of shop.warnings) watch.warn(warning)
        },
      })
      if (outcome.status === 'published') {
        const path = reportPath(io, shop, outcome.published.prefix)
        io.out.write(`${asOf} is already published, from the same files and config.\n${path}\n`)
      } else {
        finish(io, shop, outcome.run, outcome.summaries)
      }
      return 0
    } finally {
      watch.close()
    }
  },
}

function engineOptions({ values }: Arguments) {
  const { threads, memory } = values
  if (threads !== undefined && !/^[1-9]\d{0,2}$/.test(String(threads))) {
    throw new UsageError(`--threads ${threads} is not a number of threads`)
  }
  if (memory !== undefined && !/^\d+(\.\d+)?\s?[KMG]i?B$/i.test(String(memory))) {
    throw new UsageError(`--memory ${memory} is not a size`, { next: ['e.g. --memory 3GB'] })
  }
  return {
    ...(threads !== undefined && { threads: Number(threads) }),
    ...(memory !== undefined && { memory: String(memory) }),
  }
}

const longDate = (date: string) =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeZone: 'UTC' })
    .format(new Date(date))
    .replace(',', '')

function headline({ config, file }: Shop, { asOf, previous }: Run, resumed: boolean): string {
  const { name, timeZone } = config.company
  const against = previous
    ? `compares with ${previous.asOf}-${previous.attempt}`
    : 'the first night'
  const gap = previous ? daysBetween(previous.asOf, asOf) : 1
  return `Nocturne · ${printable(name)} · night of ${longDate(asOf)} · ${against}
orders before ${asOf} 00:00 ${timeZone}${gap > 1 ? ` · ${gap} days since the last night` : ''}${resumed ? ` · goes on where it was interrupted` : ''} · ${file}

`
}

function finish(io: Io, shop: Shop, run: Run, summaries: readonly StageSummary[]) {
  const total = (of: (summary: StageSummary) => number) =>
    summaries.reduce((sum, summary) => sum + of(summary), 0)
  const warnings = summaries.flatMap((summary) => summary.warnings)
  const path = reportPath(io, shop, `reports/${run.asOf}/${run.attempt}`)
  if (!io.out.isTTY) {
    for (const warning of warnings) io.out.write(`${JSON.stringify({ warning })}\n`)
    io.out.write(`${path}\n`)
    return
  }
  const megabytes = Math.round(total(({ bytes }) => bytes) / 1e6)
  io.out.write(
    `\nDone in ${total(({ seconds }) => seconds).toFixed(1)} s · ${total(({ queries }) => queries)} queries · ${megabytes} MB read · no cost (DuckDB)\n`,
  )
  for (const warning of warnings) {
    io.out.write(`${mark(io.out, 'yellow', '!')} ${printable(warning)}\n`)
  }
  io.out.write(`\n  report  ${path}     nocturne report --open\n`)
}

const reportPath = (io: Io, { lake }: Shop, prefix: string) =>
  relative(io.cwd, `${lake}/${prefix}/index.html`)
