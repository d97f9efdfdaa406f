import { randomBytes } from 'node:crypto'
import { tryIn } from '../../domain/ledger/message.ts'
import { NocturneError, UsageError } from '../../errors.ts'
import { decideUncertain } from '../../ledger.ts'
import { offerAgain } from '../../offer-again.ts'
import type { Files } from '../../platform/ports.ts'
import { lakeSalt } from '../../secrets.ts'
import type { Arguments, Io } from '../command.ts'

/** What `--again` and `--let-go` say of an uncertain email. Throws where there is nothing to decide. */
export async function decide({ values }: Arguments, files: Files, io: Io): Promise<void> {
  if (values.again !== undefined && values['let-go'] !== undefined) {
    throw new UsageError('deliver: --again and --let-go are two things', {
      next: ['nocturne deliver --again <id>', 'nocturne deliver --let-go <id>'],
    })
  }
  const word = values.again === undefined ? 'let-go' : 'again'
  const given = values[word]
  if (given === undefined) return
  const one = tryIn(String(given))
  if (!one) {
    throw new UsageError(`--${word} ${given} is no email of ours`, {
      next: ['nocturne deliver names those of which nothing is known'],
    })
  }
  const became =
    word === 'again'
      ? await offerAgain(files, one, await lakeSalt(files, randomBytes), io.now)
      : (await decideUncertain(files, one, word, io.now.toISOString()))
        ? 'let-go'
        : 'settled'
  if (became === 'settled')
    throw new NocturneError('it is known what became of this email, or it was never claimed')
  if (became === 'gone')
    throw new NocturneError('the night that decided this email is not sent from any more', {
      details: [
        'deliver sends what the last seven nights decided, and not what is held back or was decided anew',
      ],
      next: [`nocturne deliver --let-go ${given}, and write to the customer yourself if need be`],
    })
}
