import { existsSync } from 'node:fs'
import { join, relative } from 'node:path'
import { NocturneError } from '../errors.ts'
import type { Published } from '../stage.ts'
import { onHelp, onOption } from './aws/deployed.ts'
import type { Command } from './command.ts'
import { configOption, dateOption, loadNight } from './load.ts'
import { openFile } from './open-file.ts'
import { type PublishedShop, withPublished } from './published-shop.ts'

export const report: Command = {
  name: 'report',
  summary: 'say where the report is, open it, or show the queries behind it',
  help: `usage: nocturne report [--date YYYY-MM-DD] [--open] [--sources] [--config <file>]
                       [--on aws[:stack]]

Prints the path of the report of the night in force. The segments’ id lists and the tables as
CSV lie beside it.

  --date <date>    the report of that night
  --open           open it in the browser; where there is none, only the path is printed
  --sources        print the queries behind its figures, section by section, parameters filled in:
                   each can be asked again with nocturne query
  --config <file>  default ./nocturne.yaml
  ${onHelp};
                   the report is fetched into .nocturne/aws/<stack>

example: nocturne report --open`,
  options: {
    ...configOption,
    ...onOption,
    date: { type: 'string' },
    open: { type: 'boolean' },
    sources: { type: 'boolean' },
  },
  positionals: 0,

  async run(args, io) {
    return withPublished(args, io, async (shop) => {
      const night = await loadNight(shop, dateOption(args))
      const prefix = night.prefix.replace(/\/$/, '')
      if (args.values.sources) {
        const sources = await shop.files.read(`${prefix}/sources.sql`)
        if (sources === undefined) throw gone(night, `${prefix}/sources.sql`, shop)
        io.out.write(sources)
        return 0
      }
      const file = join(await shop.folder(prefix), 'index.html')
      if (!existsSync(file)) throw gone(night, `${prefix}/index.html`, shop)
      if (args.values.open) await openFile(file, io)
      io.out.write(`${relative(io.cwd, file) || file}\n`)
      return 0
    })
  },
}

const gone = ({ asOf }: Published, key: string, { flag }: PublishedShop) =>
  new NocturneError(`the report of ${asOf} is gone`, {
    details: [`no ${key} in the lake`],
    next: [`nocturne report${flag} shows the night in force`],
  })
