import type { ParseArgsOptionsConfig } from 'node:util'
import type { Account } from './aws/account.ts'

/** One word of the command line. Adding a command: a file here and a line in `commands/index.ts`. */
export interface Command {
  readonly name: string
  /** One line for the list that `nocturne --help` prints. */
  readonly summary: string
  /** What `nocturne <command> --help` prints: usage line, what it does, options, an example. */
  readonly help: string
  readonly options: ParseArgsOptionsConfig
  /** Most positional arguments that it takes. */
  readonly positionals: number
  /** Returns the exit code: 0 done, 1 a person must act. Throws NocturneError for what a person must fix. */
  run(args: Arguments, io: Io): Promise<number>
}

export interface Arguments {
  readonly values: Readonly<Record<string, string | boolean | undefined>>
  readonly positionals: readonly string[]
}

/** The world of one command. */
export interface Io {
  readonly cwd: string
  readonly out: NodeJS.WriteStream
  readonly err: NodeJS.WriteStream
  /** The clock, read once at the entry. */
  readonly now: Date
  /** Asks on the terminal; absent where there is none. */
  readonly ask?: (question: string) => Promise<string>
  /** The AWS account, for commands with `--on aws`. */
  account(): Promise<Account>
}
