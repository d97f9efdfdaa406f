/** Commands for tests: run in a folder, what they write as text. */
import { PassThrough } from 'node:stream'
import type { Account } from '../../functions/commands/aws/account.ts'
import type { Command, Io } from '../../functions/commands/command.ts'
import { noAccount } from './no-account.ts'

export interface Told {
  readonly code: number
  readonly out: string
}

/** Runs a command as the command line does. Throws what it throws. */
export async function tell(
  cwd: string,
  command: Command,
  positionals: readonly string[],
  values: Readonly<Record<string, string | boolean>> = {},
  account: () => Promise<Account> = noAccount,
): Promise<Told> {
  const told = new PassThrough()
  const out = told as unknown as Io['out']
  const io = { cwd, out, err: out, now: new Date('2026-03-12T05:00:00Z'), account }
  const code = await command.run({ values, positionals }, io)
  return { code, out: String(told.read() ?? '') }
}
