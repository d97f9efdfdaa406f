import { PassThrough } from 'node:stream'
import type { Arguments, Command, Io } from '../../functions/commands/command.ts'
import { noAccount } from './no-account.ts'

/** Runs a command in a folder on 10 March 2026, or when it is said, without AWS: how it ends, and what it says. */
export async function runCommand(
  command: Command,
  cwd: string,
  given: Partial<Arguments> = {},
  now = new Date('2026-03-10T00:00:00Z'),
) {
  const [out, err] = [new PassThrough(), new PassThrough()]
  const code = await command.run(
    { values: {}, positionals: [], ...given },
    {
      cwd,
      out: out as unknown as Io['out'],
      err: err as unknown as Io['err'],
      now,
      account: noAccount,
    },
  )
  const read = (stream: PassThrough) => String(stream.read() ?? '')
  return { code, out: read(out), err: read(err) }
}
