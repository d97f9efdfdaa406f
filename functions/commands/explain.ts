import type { Config } from '../config.ts'
import { count } from '../domain/report/format.ts'
import { nameInWords } from '../domain/segments/words.ts'
import { instantOf } from '../domain/time.ts'
import { NocturneError, UsageError } from '../errors.ts'
import { claimOf } from '../lake.ts'
import type { Published } from '../stage.ts'
import { goneTables } from '../stored.ts'
import { printable } from '../terminal.ts'
import { onHelp, onOption } from './aws/deployed.ts'
import type { Command, Io } from './command.ts'
import { consentLines } from './explain/consents.ts'
import { type Customer, customerTables, readCustomer, type Values } from './explain/customer.ts'
import { identityLines } from './explain/identity.ts'
import { earlierLines, messageLines, messagesInShort } from './explain/messages.ts'
import { segmentLines, testSegments } from './explain/segments.ts'
import { pairs } from './explain/wrap.ts'
import { findCustomer } from './find-customer.ts'
import { configOption, dateOption, loadNight } from './load.ts'
import { type PublishedShop, withPublished } from './published-shop.ts'

export const explain: Command = {
  name: 'explain',
  summary: 'tell what is known of one customer, and why in each segment and email',
  help: `usage: nocturne explain <customer> [--all] [--date YYYY-MM-DD] [--config <file>]
                                   [--on aws[:stack]]

Tells the whole story of one customer: which profiles they are made of and what joined them, every
feature, every segment with each clause of its rule (✓ holds, ✗ does not), what they said yes and no
to, each message that they could get with its decision, its reason and the numbers behind it, and
what was sent before and what came of it. Names and addresses appear here and in the plan, and nowhere else.

  <customer>       the customer’s id, an earlier one, an id in a source, or an email address
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
      await refuseGone(shop, night)
      const config = await shop.config()
      // What was decided goes by the campaigns of its night.
      const decided = (await claimOf(shop.files, night))?.config ?? config
      const reader = await shop.openTables(customerTables(config, night))
      try {
        const id = await findCustomer(reader, night, wanted, shop.flag)
        const customer = await readCustomer(reader, id)
        const tested = await testSegments(reader, config, id)
        const inSegments = tested.filter(({ holds }) => holds).length
        const parts: readonly Part[] = [
          [`customer ${printable(id)}, night of ${night.asOf}`, identityLines(customer)],
          ['who', valueLines(customer.person, new Set(['customer_id', 'subject', 'as_of']))],
          [
            'features',
            valueLines(
              customer.features,
              new Set(['customer_id', 'as_of', ...(customer.person?.keys() ?? [])]),
            ),
          ],
          [
            `segments: in ${inSegments} of ${tested.length}`,
            segmentLines(tested, customer, config, Boolean(args.values.all), io),
          ],
          ...mailParts(customer, night, decided, io),
        ]
        io.out.write(parts.map(([title, lines]) => `${title}\n${lines}`).join('\n'))
        return 0
      } finally {
        reader.close()
      }
    })
  },
}

type Part = readonly [title: string, lines: string]

/** What the customer said, what was decided tonight, and what was sent; little where no campaign is configured. */
function mailParts(
  customer: Customer,
  { asOf }: Published,
  config: Config,
  io: Io,
): readonly Part[] {
  const { campaigns, company } = config
  const { consents, stops, exposures, outcomes } = customer
  if (campaigns.length === 0 && consents.length + stops.length === 0) return []
  const cutoff = instantOf(asOf, '00:00', company.timeZone)
  const said: Part = ['consents and stops', consentLines(customer, config, cutoff, io)]
  if (campaigns.length === 0) return [said]
  const night = { asOf, config, io }
  return [
    said,
    [`messages tonight: ${messagesInShort(customer)}`, messageLines(customer, night)],
    [
      `sent before: ${exposures.length === 0 ? 'nothing' : count(exposures.length)}${exposures.length > 0 && outcomes.length > 0 ? ', and what came of it' : ''}`,
      earlierLines(customer, night),
    ],
  ]
}

/** Known values under their names. */
function valueLines(row: Values | undefined, without: ReadonlySet<string>): string {
  const known = [...(row ?? [])].flatMap(([name, value]) =>
    value === null || without.has(name) ? [] : [[nameInWords(name), value] as const],
  )
  return known.length > 0 ? pairs(known) : '  nothing is known\n'
}

async function refuseGone({ files, flag }: PublishedShop, night: Published) {
  if ((await goneTables(files, night, ['customers', 'identity_map'])).length === 0) return
  throw new NocturneError(`the customers of ${night.asOf} are not kept any more`, {
    details: ['what names people is kept for retention.personalNights nights'],
    next: [`nocturne explain${flag} <customer> tells of the night in force`],
  })
}
