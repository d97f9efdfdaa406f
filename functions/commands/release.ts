import { count } from '../domain/report/format.ts'
import { NocturneError, UsageError } from '../errors.ts'
import { heldBackBy, laterNight, letGo, releasedAt } from '../release.ts'
import { mark } from '../terminal.ts'
import { onHelp, onOption } from './aws/deployed.ts'
import type { Command } from './command.ts'
import { configOption, dateOf, loadNight } from './load.ts'
import { withPublished } from './published-shop.ts'

export const release: Command = {
  name: 'release',
  summary: 'let the emails go that a night held back',
  help: `usage: nocturne release <date> [--config <file>] [--on aws[:stack]]

A night that wants to send far more than usual holds all its emails back and ends with exit code 1.
This lets them go, at the hours that were decided. There is no undo, and nothing is asked: look at
them first, with nocturne plan.

  <date>           the night in force; what an earlier one held back was offered again since
  --config <file>  default ./nocturne.yaml
  ${onHelp}

example: nocturne release 2026-03-11`,
  options: { ...configOption, ...onOption },
  positionals: 1,

  async run(args, io) {
    const [given] = args.positionals
    if (!given) {
      throw new UsageError('release: the night of which date?', {
        next: ['nocturne release <date>'],
      })
    }
    const asOf = dateOf(given)
    return withPublished(args, io, async (shop) => {
      const { files, flag } = shop
      const night = await loadNight(shop)
      if (night.asOf !== asOf) {
        throw new NocturneError(`the night of ${asOf} is not in force; that of ${night.asOf} is`, {
          details: ['What an earlier night held back is offered again on the next one.'],
          next: [`nocturne release ${night.asOf}${flag}, if it held emails back`],
        })
      }
      const held = await heldBackBy(files, night)
      if (!held) {
        throw new NocturneError(`the night of ${asOf} holds no emails back`, {
          next: [`nocturne plan${flag} shows what it decided`],
        })
      }
      const later = await laterNight(files, night)
      if (later) {
        throw new NocturneError(`the night of ${later} has begun, and offers these emails again`, {
          next: [`end it: nocturne ${flag ? `start ${later}${flag}` : `run --date ${later}`}`],
        })
      }
      const isFirst = await letGo(files, night, io.now)
      const since = isFirst ? undefined : await releasedAt(files, night)
      io.out.write(
        since === undefined
          ? `${mark(io.out, 'green', '✓')} ${count(held.emails)} emails of ${asOf} may go, each at its hour.\n`
          : `The ${count(held.emails)} emails of ${asOf} were let go before, at ${since}: nothing was changed.\n`,
      )
      return 0
    })
  },
}
