import { randomBytes } from 'node:crypto'
import { UsageError } from '../errors.ts'
import { rotateKeys, storedKeys } from '../secrets.ts'
import { mark } from '../terminal.ts'
import { onHelp, onOption } from './aws/deployed.ts'
import type { Command } from './command.ts'
import { configOption } from './load.ts'
import { withPublished } from './published-shop.ts'

export const keys: Command = {
  name: 'keys',
  summary: 'change the key that signs the links of emails',
  help: `usage: nocturne keys rotate [--config <file>] [--on aws[:stack]]

Makes a new key: emails that are written from now on are signed with it. Links of older emails stay
good. Once a year is enough; at once when somebody may have read ledger/secrets/.

  --config <file>  default ./nocturne.yaml
  ${onHelp}

example: nocturne keys rotate`,
  options: { ...configOption, ...onOption },
  positionals: 1,

  async run(args, io) {
    const [word] = args.positionals
    if (word !== 'rotate') {
      throw new UsageError(`keys: ${word === undefined ? 'do what' : `${word} is nothing to do`}`, {
        next: ['nocturne keys rotate'],
      })
    }
    return withPublished(args, io, async ({ files }) => {
      const before = (await storedKeys(files)).length
      const { id } = await rotateKeys(files, randomBytes)
      const kept = before > 0 ? ' Links of older emails stay good.' : ''
      io.out.write(
        `${mark(io.out, 'green', '✓')} Key ${id} signs the links of emails from now on.${kept}\n`,
      )
      return 0
    })
  },
}
