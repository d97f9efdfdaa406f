import { lakeEmails } from '../compiled-emails.ts'
import { currentNight } from '../lake.ts'
import { mark, printable } from '../terminal.ts'
import { attachShop } from './attach-shop.ts'
import { onAws, onHelp, onOption } from './aws/deployed.ts'
import { objectOf, pushConfig } from './aws/push-config.ts'
import type { Command } from './command.ts'
import { configOption, loadShop } from './load.ts'
import { configLine } from './validate.ts'

export const push: Command = {
  name: 'push',
  summary: 'bring the configuration to a deployed shop',
  help: `usage: nocturne push --on aws[:stack] [--config <file>]

Checks nocturne.yaml as validate does and puts it, with the calendars and templates that it names,
into the lake of a deployed shop. The next night to start uses it; a night that is under way keeps what it started with. Pushing the same again
changes nothing. --on is required.

  ${onHelp}
  --config <file>  default ./nocturne.yaml

example: nocturne push --on aws`,
  options: { ...configOption, ...onOption },
  positionals: 0,

  run: (args, io) =>
    onAws(args, io, async ({ files, stack, region, flag }) => {
      const shop = await attachShop(loadShop(args, io), io, lakeEmails(files))
      const { status, inForce, before } = await pushConfig(files, objectOf(shop), io.now)
      const { out } = io
      out.write(`${mark(out, 'green', '✓')} ${configLine(shop)}\n`)
      for (const warning of shop.warnings) {
        out.write(`${mark(out, 'yellow', '!')} ${printable(warning)}\n`)
      }
      const short = inForce.hash.slice(0, 12)
      if (status === 'unchanged') {
        out.write(
          `${stack} in ${region} has it already, as ${short} since ${inForce.at}: nothing was changed\n`,
        )
        return 0
      }
      out.write(
        `pushed to ${stack} in ${region} as ${short}${before ? `, in place of ${before.hash.slice(0, 12)} of ${before.at}` : ''}\n`,
      )
      const night = await currentNight(files)
      const last = night ? `; the night of ${night.asOf} keeps what it was made with` : ''
      out.write(`The next night uses it${last}.\n\n  nocturne start <date> ${flag}\n`)
      return 0
    }),
}
