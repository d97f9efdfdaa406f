import { UsageError } from '../errors.ts'
import { onAws, onHelp, onOption } from './aws/deployed.ts'
import { consoleUrl, startNight } from './aws/start-night.ts'
import { waitForNight } from './aws/wait-for-night.ts'
import type { Command } from './command.ts'
import { dateOf } from './load.ts'

export const start: Command = {
  name: 'start',
  summary: 'start a night of a deployed shop now',
  help: `usage: nocturne start <date> --on aws[:stack] [--wait]

Starts the night of a date at once, as the schedule does at its hour, with the configuration that
was pushed last. One that runs already is joined. --on is required.

  ${onHelp}
  --wait           follow it to its end, stage by stage; the exit code is the night's

example: nocturne start 2026-03-10 --on aws --wait`,
  options: { ...onOption, wait: { type: 'boolean' } },
  positionals: 1,

  async run(args, io) {
    const [given] = args.positionals
    if (!given)
      throw new UsageError('start: the night of which date?', {
        next: ['nocturne start <date> --on aws'],
      })
    const asOf = dateOf(given)
    return onAws(args, io, async (deployed) => {
      if (args.values.wait) return waitForNight(deployed, asOf, io)
      const { arn, isJoined } = await startNight(deployed, asOf)
      io.out.write(
        `The night of ${asOf} ${isJoined ? 'runs already' : 'has started'} on ${deployed.stack} in ${deployed.region}.

  watch   ${consoleUrl(arn)}
  follow  nocturne start ${asOf} ${deployed.flag} --wait
  then    nocturne report ${deployed.flag} --date ${asOf} --open\n`,
      )
      return 0
    })
  },
}
