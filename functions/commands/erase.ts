/** `nocturne erase`: a person wants to be forgotten. */
import { randomBytes } from 'node:crypto'
import { UsageError } from '../errors.ts'
import { lakeSalt } from '../secrets.ts'
import { onHelp, onOption } from './aws/deployed.ts'
import type { Arguments, Command } from './command.ts'
import { checkErased } from './erase/check.ts'
import { eraseNow } from './erase/now.ts'
import { undoErase } from './erase/undo.ts'
import { configOption } from './load.ts'
import { withPublished } from './published-shop.ts'

export const erase: Command = {
  name: 'erase',
  summary: 'forget a person: nothing is sent from now on, and all is gone within 30 days',
  help: `usage: nocturne erase <customer> [--yes] [--unseen] [--config <file>] [--on aws[:stack]]
       nocturne erase <customer> --check [--name "First Last"]
       nocturne erase <customer> --undo

From this second nothing is sent to the person, whatever was decided. The next night leaves out
every row of theirs, though the shop’s files still have it, and what earlier nights hold is gone
within 30 days. It asks first on a terminal, and prints a receipt that names nobody. Delete the
person in the shop’s own systems too: Nocturne only reads them.

  <customer>       the customer’s id, an earlier one, an id in a source, or an email address;
                   with --undo also a receipt; with --undo and --unseen crm:12 is 12 of crm
  --yes            asks nothing
  --unseen         also one whom the night in force does not know
  --check          searches every file of the lake for the person, and changes nothing
  --name <names>   with --check: a first and a last name to look for
  --undo           from the next night on, reads what the shop’s files have of the person
  --config <file>  default ./nocturne.yaml
  ${onHelp}

example: nocturne erase ann@shop.example`,
  options: {
    ...configOption,
    ...onOption,
    yes: { type: 'boolean' },
    unseen: { type: 'boolean' },
    check: { type: 'boolean' },
    name: { type: 'string' },
    undo: { type: 'boolean' },
  },
  positionals: 1,

  async run(args, io) {
    const wanted = args.positionals[0]?.trim()
    refuse(args, wanted)
    return withPublished(args, io, async (shop) => {
      const { values } = args
      if (values.check) {
        return checkErased(shop, wanted ?? '', values.name as string | undefined, io)
      }
      const salt = await lakeSalt(shop.files, randomBytes)
      if (values.undo) return undoErase(shop, wanted ?? '', salt, io)
      const options = { isYes: Boolean(values.yes), isUnseen: Boolean(values.unseen) }
      return eraseNow(shop, { wanted: wanted ?? '', salt, ...options }, io)
    })
  },
}

function refuse({ values }: Arguments, wanted: string | undefined): asserts wanted is string {
  if (!wanted) {
    throw new UsageError('erase: whom?', { next: ['nocturne erase <id or email address>'] })
  }
  if (values.check && values.undo) {
    throw new UsageError('erase: --check and --undo are two things', {
      next: [`nocturne erase ${wanted} --check`, `nocturne erase ${wanted} --undo`],
    })
  }
  if (values.name !== undefined && !/^\S+\s+\S/.test(String(values.name))) {
    throw new UsageError('erase: --name takes a first and a last name', {
      next: [`nocturne erase ${wanted} --check --name "Ann Example"`],
    })
  }
}
