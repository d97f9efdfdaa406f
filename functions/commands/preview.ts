/** `nocturne preview`: a campaign’s email as one customer would get it. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { attachedEmail } from '../compiled-emails.ts'
import type { Config } from '../config.ts'
import type { RenderedEmail } from '../domain/email/email.ts'
import { emailRenderer } from '../domain/email/render.ts'
import { nearest } from '../domain/math/nearest.ts'
import { outboxLine } from '../domain/outbox/line.ts'
import { dateIn } from '../domain/time.ts'
import { UsageError } from '../errors.ts'
import { currentNight } from '../lake.ts'
import { mark, printable } from '../terminal.ts'
import { onHelp, onOption } from './aws/deployed.ts'
import type { Arguments, Command, Io } from './command.ts'
import { configOption, dateOption, loadNight } from './load.ts'
import { openFile } from './open-file.ts'
import { type Asked, inventedRecipient, type Recipient, recipientOf } from './preview/recipient.ts'
import { type PublishedShop, withPublished } from './published-shop.ts'

export const preview: Command = {
  name: 'preview',
  summary: 'see a campaign’s email as a customer gets it',
  help: `usage: nocturne preview <campaign> [--customer <id>] [--variant <id>]
                        [--date YYYY-MM-DD] [--open] [--config <file>] [--on aws[:stack]]

Renders the email for one customer: the first whom the night in force writes to, else one of the
campaign’s audience, else nobody, with invented values. Writes preview/<campaign>.html and .txt
below this folder; git is told to leave them alone.

  <campaign>       its id
  --customer <id>  for this customer: the id, an id in a source, or an email address
  --variant <id>   this version
  --date <date>    by that night
  --open           open it in the browser
  --config <file>  default ./nocturne.yaml
  ${onHelp}

example: nocturne preview birthday --open`,
  options: {
    ...configOption,
    ...onOption,
    customer: { type: 'string' },
    variant: { type: 'string' },
    date: { type: 'string' },
    open: { type: 'boolean' },
  },
  positionals: 1,

  async run(args, io) {
    return withPublished(args, io, async (shop) => {
      const config = await shop.attached()
      const asked = askedFor(args, config, shop)
      const recipient = await chosen(asked, dateOption(args), shop, io)
      const line = outboxLine(config, recipient.row)
      const email = emailRenderer(await attachedEmail(shop.files, line.email))(line.variables, {
        reason: line.reason,
        // Links of a customer’s own are made when an email is sent.
        unsubscribeUrl: 'https://www.example.com/unsubscribe',
        preferencesUrl: 'https://www.example.com/preferences',
        companyName: config.company.name,
        companyAddress: config.company.address ?? '',
      })
      const page = await written(asked.campaign.id, email, io)
      io.out.write(told({ asked, recipient, variant: line.variant, email, page }, shop, io))
      if (args.values.open) await openFile(page, io)
      return 0
    })
  },
}

/** The campaign and what is wanted of it, checked. Throws UsageError. */
function askedFor(
  { positionals: [id], values }: Arguments,
  config: Config,
  { flag }: PublishedShop,
): Asked {
  const ids = config.campaigns.map((one) => one.id)
  const campaign = config.campaigns.find((one) => one.id === id)
  if (!campaign) throw unknown('campaign', id, ids, 'nocturne preview')
  const { variant, customer } = values
  const variants = campaign.variants.map((one) => one.id)
  if (variant !== undefined && !variants.includes(String(variant))) {
    throw unknown('version', String(variant), variants, `nocturne preview ${id} --variant`)
  }
  return {
    ...{ config, campaign, flag },
    ...(variant !== undefined && { variant: String(variant) }),
    ...(customer !== undefined && { customer: String(customer) }),
  }
}

function unknown(what: string, id: string | undefined, known: readonly string[], usage: string) {
  const near = nearest(id ?? '', known)
  return new UsageError(
    id === undefined ? `preview: which ${what}?` : `no ${what} has the id ${id}`,
    {
      details: [
        ...(near ? [`nearest: ${near}`] : []),
        known.length > 0 ? `${what}s: ${known.join(', ')}` : `there is no ${what}`,
      ],
      next: [`${usage} <id>`],
    },
  )
}

async function chosen(
  asked: Asked,
  date: string | undefined,
  shop: PublishedShop,
  io: Io,
): Promise<Recipient> {
  const isNamed = date !== undefined || asked.customer !== undefined
  const night = isNamed ? await loadNight(shop, date) : await currentNight(shop.files)
  if (!night) {
    const today = dateIn(io.now, asked.config.company.timeZone)
    return inventedRecipient(asked, today, 'no night is published yet')
  }
  const reader = await shop.open(night)
  try {
    return await recipientOf(asked, night, reader)
  } finally {
    reader.close()
  }
}

/** Writes page and text where only their owner reads them. Returns the page’s path. */
async function written(campaign: string, { html, text }: RenderedEmail, { cwd }: Io) {
  const folder = join(cwd, 'preview')
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, '.gitignore'), '*\n')
  const path = join(folder, campaign)
  await writeFile(`${path}.html`, html, { mode: 0o600 })
  await writeFile(`${path}.txt`, text, { mode: 0o600 })
  return `${path}.html`
}

interface Shown {
  readonly asked: Asked
  readonly recipient: Recipient
  readonly variant: string | null
  readonly email: RenderedEmail
  readonly page: string
}

function told(
  { asked: { campaign }, recipient, variant, email, page }: Shown,
  { flag }: PublishedShop,
  { cwd, out }: Io,
): string {
  const path = relative(cwd, page)
  return [
    `${campaign.id}: ${printable(campaign.name)}${variant === null ? '' : `, version ${variant}`}`,
    `  for      ${printable(recipient.who)}`,
    `  subject  ${printable(email.subject)}`,
    '',
    printable(email.text.trimEnd()),
    '',
    `  ${path}`,
    `  ${path.replace(/html$/, 'txt')}`,
    ...(recipient.isReal
      ? [`${mark(out, 'yellow', '!')} Both hold a customer’s data: keep them inside the team.`]
      : []),
    '',
    `  see it   nocturne preview${flag} ${campaign.id} --open`,
    '',
  ].join('\n')
}
