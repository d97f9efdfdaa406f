import { resume as resumeSending } from '../pause.ts'
import { mark } from '../terminal.ts'
import { onHelp, onOption } from './aws/deployed.ts'
import type { Command } from './command.ts'
import { configOption } from './load.ts'
import { withPublished } from './published-shop.ts'

export const resume: Command = {
  name: 'resume',
  summary: 'let emails go on after a pause',
  help: `usage: nocturne resume [--config <file>] [--on aws[:stack]]

Ends what nocturne pause began. What waited goes out with the next run, outside of quiet hours and
up to its last date.

  --config <file>  default ./nocturne.yaml
  ${onHelp}

example: nocturne resume --on aws`,
  options: { ...configOption, ...onOption },
  positionals: 0,

  run: (args, io) =>
    withPublished(args, io, async ({ files }) => {
      const since = await resumeSending(files, io.now)
      io.out.write(
        since === undefined
          ? 'Sending is not paused: nothing was changed.\n'
          : `${mark(io.out, 'green', '✓')} Sending goes on. It was paused since ${since}.\n`,
      )
      return 0
    }),
}
