import { comparedNight, diffNights } from '../diff.ts'
import { moneyOf } from '../domain/report/format.ts'
import { UsageError } from '../errors.ts'
import { onHelp, onOption } from './aws/deployed.ts'
import type { Command } from './command.ts'
import { diffCsv, diffLines } from './diff-lines.ts'
import { configOption, dateOf } from './load.ts'
import { withPublished } from './published-shop.ts'

export const diff: Command = {
  name: 'diff',
  summary: 'show what changed between two published nights',
  help: `usage: nocturne diff <date> <date> [--json | --csv] [--config <file>] [--on aws[:stack]]

Shows which customers came and went between two nights, who entered and left each segment,
lifecycle stage and value tier, and the money that moved with them; a few customers each, by id.
Either may be a replay: replay:<name>. As far back as retention.nights keeps results.

  <date>           a published night, or replay:<name>
  --json           everything, for other programs; also what did not change
  --csv            the same, comma separated, one row a group
  --config <file>  default ./nocturne.yaml
  ${onHelp};
                   asks Athena, which costs what five queries read

example: nocturne diff 2026-03-09 2026-03-10`,
  options: {
    ...configOption,
    ...onOption,
    json: { type: 'boolean' },
    csv: { type: 'boolean' },
  },
  positionals: 2,

  async run(args, io) {
    const [before, after] = args.positionals
    const { json, csv } = args.values
    if (before === undefined || after === undefined) {
      throw new UsageError('diff: which two nights?', { next: ['nocturne diff <date> <date>'] })
    }
    if (json && csv) throw new UsageError('diff: --json or --csv, not both')
    for (const name of [before, after]) if (!name.startsWith('replay:')) dateOf(name)
    return withPublished(args, io, async (shop) => {
      const { files } = shop
      const changes = await diffNights(
        files,
        await comparedNight(files, before),
        await comparedNight(files, after),
        (tables) => shop.openTables(tables),
      )
      if (json) io.out.write(`${JSON.stringify(changes, null, 2)}\n`)
      else if (csv) io.out.write(diffCsv(changes))
      else {
        const { currency } = (await shop.config()).company
        io.out.write(diffLines(changes, moneyOf(currency)))
      }
      return 0
    })
  },
}
