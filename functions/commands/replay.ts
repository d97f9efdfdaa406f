import { lakeEmails } from '../compiled-emails.ts'
import { UsageError } from '../errors.ts'
import { checkedName, claimReplay } from '../replay.ts'
import { attachShop } from './attach-shop.ts'
import { isOnAws, onHelp, onOption } from './aws/deployed.ts'
import type { Arguments, Command } from './command.ts'
import { engineHelp, engineOption, engineOptions, refuseEngine } from './engine-options.ts'
import { configOption, dateOf, loadShop } from './load.ts'
import { withPublished } from './published-shop.ts'
import { replayNight } from './replay-night.ts'

export const replay: Command = {
  name: 'replay',
  summary: 'run a past night again with today’s configuration, beside what was published',
  help: `usage: nocturne replay <date> [--name <name>] [--config <file>] [--on aws[:stack]]

Runs a published night again from what it stored of its sources, with the configuration of today,
into replays/<name>/ in the lake: its tables and its report. It compares with the same night as
then. Nothing is published or sent, and the night in force stays. A replay that was interrupted
goes on where it stopped. As far back as the staged tables of that night and those of the night
before it are kept (retention.personalNights).

The sources are not read again: another mapping, attribute or check shows from the next night on.

  <date>           the night
  --name <name>    what to call it (default: the date and a short hash of the configuration)
${engineHelp}
  --config <file>  default ./nocturne.yaml; with --on aws, the configuration that was pushed
  ${onHelp};
                   its stages are worked from here, on Athena, with your rights

example: nocturne replay 2026-03-09 --config trial.yaml && nocturne diff 2026-03-09 replay:<name>`,
  options: { ...configOption, ...onOption, ...engineOption, name: { type: 'string' } },
  positionals: 1,

  async run(args, io) {
    const [given] = args.positionals
    if (!given) {
      throw new UsageError('replay: the night of which date?', { next: ['nocturne replay <date>'] })
    }
    const asOf = dateOf(given)
    const name = args.values.name === undefined ? undefined : checkedName(String(args.values.name))
    const isElsewhere = isOnAws(args)
    if (isElsewhere) refuseEngine(args, 'nocturne replay <date> --on aws')
    const engine = engineOptions(args)
    // A deployed night may be tried with a configuration that was never pushed.
    const own = isElsewhere && args.values.config !== undefined
    const trial = own ? loadShop(args, io) : undefined
    return withPublished(own ? withoutConfig(args) : args, io, async (shop) => {
      const config = trial
        ? (await attachShop(trial, io, lakeEmails(shop.files))).config
        : await shop.attached()
      const claim = await claimReplay(shop.files, {
        asOf,
        config,
        ...(name !== undefined && { name }),
      })
      await replayNight(shop, claim, { ...engine, company: config.company, io })
      return 0
    })
  },
}

const withoutConfig = (args: Arguments): Arguments => ({
  ...args,
  values: { ...args.values, config: undefined },
})
