import { csv } from '../domain/report/csv.ts'
import { NocturneError, QueryError, UsageError } from '../errors.ts'
import { onHelp, onOption } from './aws/deployed.ts'
import type { Command } from './command.ts'
import { inColumns } from './in-columns.ts'
import { configOption, dateOption, loadNight } from './load.ts'
import { withPublished } from './published-shop.ts'

export const query: Command = {
  name: 'query',
  summary: 'ask the published tables in SQL',
  help: `usage: nocturne query "select …" [--date YYYY-MM-DD] [--csv] [--config <file>]
                        [--on aws[:stack]]

Bare names are the tables of the night in force; journals (source_quality, check_results,
segment_definitions, segment_flows, tier_flows, night_figures, value_cuts, value_model,
value_card, value_backtest, value_calibration, campaign_results) hold all nights, told apart by
as_of. Read only.

  --date <date>    the tables of that night
  --csv            comma separated, for other programs
  --config <file>  default ./nocturne.yaml
  ${onHelp};
                   asks Athena, which costs what the query reads

example: nocturne query "select rfm_segment, count(*) from customer_rfm group by rfm_segment"
tables:  docs/tables.md`,
  options: { ...configOption, ...onOption, date: { type: 'string' }, csv: { type: 'boolean' } },
  positionals: 1,

  async run(args, io) {
    const [sql] = args.positionals
    if (!sql) throw new UsageError('query: no SQL given', { next: ['nocturne query --help'] })
    return withPublished(args, io, async (shop) => {
      const night = await loadNight(shop, dateOption(args))
      const reader = await shop.open(night)
      try {
        const { names, rows } = await reader.ask(sql)
        io.out.write(args.values.csv ? csv(names, rows) : table(names, rows))
        return 0
      } catch (error) {
        if (!(error instanceof QueryError)) throw error
        throw new NocturneError(
          error.message,
          { next: ['tables and columns: docs/tables.md'] },
          { cause: error },
        )
      } finally {
        reader.close()
      }
    })
  },
}

/** Rows as columns of text, and how many there are. */
function table(names: readonly string[], rows: readonly (readonly (string | null)[])[]): string {
  const count = rows.length === 1 ? '1 row' : `${rows.length.toLocaleString('en')} rows`
  return `${inColumns(names, rows)}(${count})\n`
}
