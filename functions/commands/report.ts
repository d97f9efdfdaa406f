import { spawn } from 'node:child_process'
import { join, relative } from 'node:path'
import { NocturneError } from '../errors.ts'
import type { Command, Io } from './command.ts'
import { configOption, dateOption, loadNight, loadShop } from './load.ts'

export const report: Command = {
  name: 'report',
  summary: 'say where the report is, open it, or show the queries behind it',
  help: `usage: nocturne report [--date YYYY-MM-DD] [--open] [--sources] [--config <file>]

Prints the path of the report of the night in force. The segments’ id lists and the tables as
CSV lie beside it.

  --date <date>    the report of that night
  --open           open it in the browser; where there is none, only the path is printed
  --sources        print the queries behind its figures, section by section, parameters filled in:
                   each can be asked again with nocturne query
  --config <file>  default ./nocturne.yaml

example: nocturne report --open`,
  options: {
    ...configOption,
    date: { type: 'string' },
    open: { type: 'boolean' },
    sources: { type: 'boolean' },
  },
  positionals: 0,

  async run(args, io) {
    const shop = loadShop(args, io)
    const night = await loadNight(shop, dateOption(args))
    const prefix = night.prefix.replace(/\/$/, '')
    if (args.values.sources) {
      const sources = await shop.files.read(`${prefix}/sources.sql`)
      if (sources === undefined) {
        throw new NocturneError(`the report of ${night.asOf} is gone`, {
          details: [`no ${prefix}/sources.sql in ${shop.lake}`],
          next: ['nocturne report shows the night in force'],
        })
      }
      io.out.write(sources)
      return 0
    }
    const file = join(shop.lake, prefix, 'index.html')
    if (args.values.open) await openFile(file, io)
    io.out.write(`${relative(io.cwd, file) || file}\n`)
    return 0
  },
}

const openers: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: ['open'],
  win32: ['explorer'],
}

/** Hands a file to the desktop's browser. Without a desktop, and when the hand-over fails, nothing happens. */
async function openFile(file: string, { out }: Io): Promise<void> {
  const hasDesktop =
    process.platform in openers || process.env.DISPLAY || process.env.WAYLAND_DISPLAY
  if (!out.isTTY || !hasDesktop) return
  const [command = 'xdg-open', ...rest] = openers[process.platform] ?? []
  await new Promise<void>((done) => {
    const child = spawn(command, [...rest, file], { detached: true, stdio: 'ignore' })
    child.on('error', () => done())
    child.on('spawn', () => {
      child.unref()
      done()
    })
  })
}
