import { relative } from 'node:path'
import { dateIn, daysBetween } from '../domain/time.ts'
import { localNight } from '../local-night.ts'
import { pushedConfig } from '../pushed.ts'
import type { Run } from '../stage.ts'
import { nightWatch, printable } from '../terminal.ts'
import { attachShop } from './attach-shop.ts'
import { isOnAws, onAws, onHelp, onOption } from './aws/deployed.ts'
import { waitForNight } from './aws/wait-for-night.ts'
import type { Arguments, Command, Io } from './command.ts'
import { engineHelp, engineOption, engineOptions, refuseEngine } from './engine-options.ts'
import { tellHeld } from './held-lines.ts'
import { configOption, dateOption, loadShop, type Shop } from './load.ts'
import { doneLines, longDate } from './night-lines.ts'

export const run: Command = {
  name: 'run',
  summary: 'run a night: segments, RFM and the report',
  help: `usage: nocturne run [--date YYYY-MM-DD] [--config <file>]
                    [--on aws[:stack]]

Reads the shop’s files, recomputes every segment and writes the report. A night that was
interrupted goes on where it stopped; one that is done is not done again.

  --date <date>    the night to run; it sees everything before its first minute (default: today
                   in the company’s time zone)
${engineHelp}
  --config <file>  default ./nocturne.yaml
  ${onHelp};
                   starts the night there, with the configuration that was pushed, and follows it

example: nocturne run --date 2026-03-10`,
  options: {
    ...configOption,
    ...onOption,
    date: { type: 'string' },
    ...engineOption,
  },
  positionals: 0,

  async run(args, io) {
    if (isOnAws(args)) return runOnAws(args, io)
    const shop = await attachShop(loadShop(args, io), io)
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
        const { asOf, attempt } = outcome.run
        const path = reportPath(io, shop, `reports/${asOf}/${attempt}`)
        io.out.write(doneLines(io.out, outcome.summaries, path, '     nocturne report --open'))
      }
      const { asOf: date, attempt } =
        outcome.status === 'published' ? outcome.published : outcome.run
      return await tellHeld(io, shop.files, { asOf: date, attempt }, '')
    } finally {
      watch.close()
    }
  },
}

function runOnAws(args: Arguments, io: Io): Promise<number> {
  refuseEngine(args, 'nocturne run --on aws [--date YYYY-MM-DD]', ['config'])
  return onAws(args, io, async (deployed) => {
    const { config } = await pushedConfig(deployed.files)
    return waitForNight(deployed, dateOption(args) ?? dateIn(io.now, config.company.timeZone), io)
  })
}

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

const reportPath = (io: Io, { lake }: Shop, prefix: string) =>
  relative(io.cwd, `${lake}/${prefix}/index.html`)
