/** The command line: finds the command, parses its arguments, shows errors to people. */
import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import type { Command, Io } from './commands/command.ts'
import { commands } from './commands/index.ts'
import { NocturneError, UsageError } from './errors.ts'
import { showError } from './terminal.ts'

/** Runs one command line. Returns the exit code: 0 done, 1 a person must act, 2 wrong usage. */
export async function main(argv: readonly string[]): Promise<number> {
  const io: Io = {
    cwd: process.cwd(),
    out: process.stdout,
    err: process.stderr,
    now: new Date(),
    ...(process.stdin.isTTY && process.stdout.isTTY && { ask }),
    // The SDK is for those who need it: a night on this machine starts without it.
    account: async () => (await import('./commands/aws/sdk-account.ts')).sdkAccount(),
  }
  try {
    return await dispatch(argv, io)
  } catch (error) {
    if (!(error instanceof NocturneError)) throw error
    showError(io.err, error)
    return error instanceof UsageError ? 2 : 1
  }
}

async function ask(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stdout })
  try {
    return await lines.question(question)
  } finally {
    lines.close()
  }
}

async function dispatch([word, ...rest]: readonly string[], io: Io): Promise<number> {
  if (word === undefined || word === 'help' || word === '--help' || word === '-h') {
    io.out.write(overview())
    return word === undefined ? 2 : 0
  }
  if (word === '--version') {
    io.out.write(`nocturne ${await version()}\n`)
    return 0
  }
  const command = commands.find(({ name }) => name === word)
  if (!command) {
    throw new UsageError(`no command ${word}`, {
      details: [`commands: ${commands.map(({ name }) => name).join(', ')}`],
      next: ['nocturne --help'],
    })
  }
  const { values, positionals } = parsed(command, rest)
  if (values.help) {
    io.out.write(`${command.help.trim()}\n`)
    return 0
  }
  return command.run({ values, positionals }, io)
}

function parsed(command: Command, args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { ...command.options, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
      strict: true,
    })
    if (positionals.length > command.positionals) {
      throw new TypeError(`unexpected ${positionals.slice(command.positionals).join(' ')}`)
    }
    return { values: values as Record<string, string | boolean | undefined>, positionals }
  } catch (error) {
    const said = error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error)
    throw new UsageError(`${command.name}: ${said}`, { next: [`nocturne ${command.name} --help`] })
  }
}

function overview(): string {
  const width = Math.max(...commands.map(({ name }) => name.length))
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`)
  return `Nocturne recomputes customer segments every night over the files that a shop already has.

usage: nocturne <command> [options]

${lines.join('\n')}

  --config <file>  on every command but init, sample and start; ./nocturne.yaml when absent
  --on <where>     on every command but init, sample and web: aws, or aws:<stack>, the deployed shop
  --help           on every command
exit code: 0 done, 1 a person must act (the message says what), 2 wrong usage
`
}

async function version(): Promise<string> {
  const { default: manifest } = await import('../package.json', { with: { type: 'json' } })
  return manifest.version
}
