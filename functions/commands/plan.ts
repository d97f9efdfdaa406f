/** `nocturne plan`: who would hear from us, when and why, and who would not. */
import { appendFile, mkdir, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { exampleCampaign } from '../domain/plan/facts.ts'
import { planPage } from '../domain/plan/page.ts'
import { messagesTable, moreMessages } from '../domain/plan/table.ts'
import { count, plural } from '../domain/report/format.ts'
import { UsageError } from '../errors.ts'
import { mark } from '../terminal.ts'
import { isOnAws, onHelp, onOption } from './aws/deployed.ts'
import type { Arguments, Command, Io } from './command.ts'
import { configOption, dateOption, loadNight } from './load.ts'
import { openFile } from './open-file.ts'
import { nightsAhead } from './plan/ahead.ts'
import { aheadLines, planLines } from './plan/lines.ts'
import { type ReadPlan, readPlan } from './plan/read-plan.ts'
import { withPublished } from './published-shop.ts'

/** More days than these are guessing. */
const mostDays = 31

export const plan: Command = {
  name: 'plan',
  summary: 'see what would be sent, to whom and when, and what not and why',
  help: `usage: nocturne plan [--date YYYY-MM-DD] [--days <n>] [--campaign <id>] [--open] [--csv]
                     [--config <file>] [--on aws[:stack]]

Shows what the night in force decided of its emails: each campaign from due to planned, and every
reason for which something is not sent. A page and a table with the customers’ names are written
to plan/<date>.html and plan/<date>.csv below this folder; git is told to leave them alone.

  --date <date>    the plan of that night
  --days <n>       also how many emails the days after it would send, as far as tonight knows:
                   that night counts as the first, 31 is the most; on this machine only
  --campaign <id>  of one campaign
  --open           open the page in the browser
  --csv            print the table, names and all, and write nothing
  --config <file>  default ./nocturne.yaml
  ${onHelp}

example: nocturne plan --days 14 --open`,
  options: {
    ...configOption,
    ...onOption,
    date: { type: 'string' },
    days: { type: 'string' },
    campaign: { type: 'string' },
    open: { type: 'boolean' },
    csv: { type: 'boolean' },
  },
  positionals: 0,

  async run(args, io) {
    const days = daysOption(args)
    return withPublished(args, io, async (shop) => {
      const night = await loadNight(shop, dateOption(args))
      const { campaign } = args.values
      const read = await readPlan(
        shop,
        night,
        campaign === undefined ? undefined : String(campaign),
      )
      try {
        if (args.values.csv) {
          await eachPart(read, async (text) => void io.out.write(text))
          return 0
        }
        io.out.write(planLines(read.plan))
        const ahead = await nightsAhead(shop, night, read.config, days)
        const seen = { ...read, plan: { ...read.plan, ahead } }
        io.out.write(aheadLines(seen.plan))
        const page = await writePlan(seen, io)
        io.out.write(fileLines(seen, page, io))
        if (args.values.open) await openFile(page, io)
        return 0
      } finally {
        read.close()
      }
    })
  },
}

/** How many nights, checked. Throws UsageError. */
function daysOption(args: Arguments): number {
  const { days, csv } = args.values
  if (days === undefined) return 1
  const wanted = Number(days)
  if (!/^\d+$/.test(String(days)) || wanted < 1 || wanted > mostDays) {
    throw new UsageError(`--days ${days} is not a number from 1 to ${mostDays}`, {
      next: ['e.g. --days 14'],
    })
  }
  if (isOnAws(args)) {
    throw new UsageError('--days is for a shop on this machine: no night is run on AWS for it', {
      next: [`nocturne plan --on ${args.values.on} shows the night itself`],
    })
  }
  if (csv) {
    throw new UsageError('--csv is the table of one night: the days after it have no names', {
      next: ['nocturne plan --csv', `or nocturne plan --days ${days}`],
    })
  }
  return wanted
}

/** The table’s text, part by part. */
async function eachPart({ messages }: ReadPlan, write: (text: string) => Promise<void>) {
  let isFirst = true
  for await (const part of messages()) {
    await write(isFirst ? messagesTable(part) : moreMessages(part))
    isFirst = false
  }
  if (isFirst) await write(messagesTable([]))
}

/** Writes page and table where only their owner reads them. Returns the page’s path. */
async function writePlan(read: ReadPlan, { cwd }: Io): Promise<string> {
  const folder = join(cwd, 'plan')
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, '.gitignore'), '*\n')
  const path = join(folder, fileName(read))
  const mode = { mode: 0o600 }
  await writeFile(`${path}.html`, await planPage(read.plan), mode)
  await writeFile(`${path}.csv`, '', mode)
  await eachPart(read, (text) => appendFile(`${path}.csv`, text))
  return `${path}.html`
}

const fileName = ({ plan: { asOf, campaign } }: ReadPlan) =>
  campaign === undefined ? asOf : `${asOf}-${campaign}`

function fileLines({ plan }: ReadPlan, page: string, { cwd, out }: Io): string {
  const { totals, sends, asOf, isBraked } = plan
  const path = relative(cwd, page)
  const [first] = sends
  const named =
    sends.length < totals.send ? `the first ${count(sends.length)} of ${count(totals.send)}` : 'all'
  return [
    '',
    `  ${path}   ${totals.send === 0 ? 'nobody is named: nothing is planned' : `who gets what, and when: ${named} by name`}`,
    `  ${path.replace(/html$/, 'csv')}    every message with its decision and reason, ${count(totals.due)} ${plural(totals.due, 'line')}`,
    `${mark(out, 'yellow', '!')} Both hold names: keep them inside the team.`,
    '',
    '  see them         nocturne plan --open',
    ...(first
      ? [
          `  one email        nocturne preview ${exampleCampaign(plan.funnels)}`,
          `  one customer     nocturne explain ${first.customer_id}`,
        ]
      : []),
    ...(isBraked ? [`  let them go      nocturne release ${asOf}`] : []),
    '',
  ].join('\n')
}
