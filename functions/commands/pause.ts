import { pause as pauseSending } from '../pause.ts'
import { mark } from '../terminal.ts'
import { onHelp, onOption } from './aws/deployed.ts'
import type { Command } from './command.ts'
import { configOption } from './load.ts'
import { withPublished } from './published-shop.ts'

export const pause: Command = {
  name: 'pause',
  summary: 'stop all emails at once',
  help: `usage: nocturne pause [--config <file>] [--on aws[:stack]]

From now on no email goes out, of any night: one that sends stops within seconds. Nights go on
deciding. What waits goes out after nocturne resume, unless its last date is over by then.

  --config <file>  default ./nocturne.yaml
  ${onHelp}

example: nocturne pause --on aws`,
  options: { ...configOption, ...onOption },
  positionals: 0,

  run: (args, io) =>
    withPublished(args, io, async ({ files, flag }) => {
      const since = await pauseSending(files, io.now)
      const words = since === io.now.toISOString() ? 'no email goes out' : 'nothing was changed'
      io.out.write(
        `${mark(io.out, 'green', '✓')} Sending is paused since ${since}: ${words}.\n\n  nocturne resume${flag}\n`,
      )
      return 0
    }),
}
