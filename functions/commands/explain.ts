import { type ActiveSegment, activeSegments } from '../domain/segments/active.ts'
import { clausesOf, compileRule } from '../domain/segments/compile.ts'
import { nameInWords, ruleInWords } from '../domain/segments/words.ts'
import { NocturneError, UsageError } from '../errors.ts'
import { featuresOf } from '../features.ts'
import { ident, literal } from '../platform/sql.ts'
import { mark, printable } from '../terminal.ts'
import { onHelp, onOption } from './aws/deployed.ts'
import type { Command, Io } from './command.ts'
import { configOption, dateOption, loadNight } from './load.ts'
import { withPublished } from './published-shop.ts'

export const explain: Command = {
  name: 'explain',
  summary: 'tell what is known of one customer, and why in each segment',
  help: `usage: nocturne explain <customer> [--all] [--date YYYY-MM-DD] [--config <file>]
                                   [--on aws[:stack]]

Shows a customer’s profiles and features, and every segment with each clause of its rule:
which hold and which don’t. Names and addresses appear here and nowhere else.

  <customer>       the customer’s id, an id in a source, or an email address
  --all            also the segments that the customer is not in
  --date <date>    as of that night
  --config <file>  default ./nocturne.yaml
  ${onHelp}

example: nocturne explain 12347 --all`,
  options: { ...configOption, ...onOption, date: { type: 'string' }, all: { type: 'boolean' } },
  positionals: 1,

  async run(args, io) {
    const [wanted] = args.positionals
    if (!wanted) {
      throw new UsageError('explain: which customer?', { next: ['nocturne explain <customer>'] })
    }
    return withPublished(args, io, async (shop) => {
      const night = await loadNight(shop, dateOption(args))
      const reader = await shop.open(night)
      try {
        const ask = async (sql: string) => {
          const { names, rows } = await reader.ask(sql)
          return rows.map((row) => new Map(names.map((name, i) => [name, row[i] ?? null])))
        }
        const [known] = await ask(findSql(wanted))
        const customer = known?.get('customer_id')
        if (!customer) {
          throw new NocturneError(`no customer ${wanted} in the night of ${night.asOf}`, {
            next: [
              `see ids with: nocturne query${shop.flag} "select customer_id from customers limit 10"`,
            ],
          })
        }
        const is = `customer_id = ${literal(customer)}`
        const [person] = await ask(`select * from customers where ${is}`)
        const profiles = await ask(
          `select id_space, source_customer_id, since from identity_map where ${is} order by 1, 2`,
        )
        const [features] = await ask(`select * from customer_features where ${is}`)
        const config = await shop.config()
        const segments = activeSegments(config)
        const defined = featuresOf(config)
        const [tested] = await ask(testSql(segments, defined, is))
        const entered = await ask(
          `select segment_id, entered_on from customer_segments where ${is} order by 1`,
        )
        io.out.write(`customer ${printable(customer)}, night of ${night.asOf}\n`)
        for (const profile of profiles) {
          io.out.write(
            `  profile ${printable(String(profile.get('source_customer_id')))} in ${profile.get('id_space')}, known since ${profile.get('since')}\n`,
          )
        }
        writeValues(io, 'who', person, new Set(['customer_id', 'as_of']))
        writeValues(
          io,
          'features',
          features,
          new Set(['customer_id', 'as_of', ...(person?.keys() ?? [])]),
        )
        const since = new Map(entered.map((row) => [row.get('segment_id'), row.get('entered_on')]))
        writeSegments(io, segments, defined, tested, since, Boolean(args.values.all))
        return 0
      } finally {
        reader.close()
      }
    })
  },
}

/** The customer by its id, by a source’s id, or by address, in this order. */
function findSql(wanted: string): string {
  const text = literal(wanted)
  return `select customer_id from (
    select customer_id, 1 as place from customers where customer_id = ${text}
    union all
    select customer_id, 2 from identity_map where source_customer_id = ${text}
    union all
    select customer_id, 3 from customers where email = lower(${text})
  ) as found order by place, customer_id limit 1`
}

type Answers = ReadonlyMap<string, string | null>

/** Every rule and every clause of it as a column, over the customer’s own row. */
function testSql(
  segments: readonly ActiveSegment[],
  features: ReturnType<typeof featuresOf>,
  is: string,
): string {
  const columns = segments.flatMap(({ id, where }) => [
    `${compileRule(where, features)} as ${ident(id)}`,
    ...clausesOf(where, features).map(({ sql }, i) => `${sql} as ${ident(`${id} ${i}`)}`),
  ])
  return `select ${columns.join(', ') || '1 as nothing'} from customer_features where ${is}`
}

function writeValues(
  io: Io,
  title: string,
  row: Answers | undefined,
  without: ReadonlySet<string>,
) {
  const lines = [...(row ?? [])]
    .filter(([name, value]) => value !== null && !without.has(name))
    .map(([name, value]) => `  ${nameInWords(name).padEnd(40)} ${printable(value ?? '')}`)
  io.out.write(`\n${title}\n${lines.join('\n') || '  nothing is known'}\n`)
}

function writeSegments(
  io: Io,
  segments: readonly ActiveSegment[],
  features: ReturnType<typeof featuresOf>,
  tested: Answers | undefined,
  since: ReadonlyMap<string | null | undefined, string | null | undefined>,
  all: boolean,
) {
  const holds = (column: string) => tested?.get(column) === 'true'
  const shown = segments.filter(({ id }) => all || holds(id))
  io.out.write(
    `\nsegments: in ${segments.filter(({ id }) => holds(id)).length} of ${segments.length}\n`,
  )
  const sign = (held: boolean) => (held ? mark(io.out, 'green', '✓') : mark(io.out, 'red', '✗'))
  for (const { id, name, where } of shown) {
    const entered = holds(id) && since.get(id) ? `, since ${since.get(id)}` : ''
    io.out.write(
      `  ${sign(holds(id))} ${name} (${id})${entered}: ${printable(ruleInWords(where, features))}\n`,
    )
    clausesOf(where, features).forEach(({ text }, i) => {
      io.out.write(`      ${sign(holds(`${id} ${i}`))} ${printable(text)}\n`)
    })
  }
}
