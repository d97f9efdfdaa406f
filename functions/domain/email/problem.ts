import { ConfigError } from '../../errors.ts'
import { shown } from '../words/shown.ts'

/** One thing that is wrong in the files of an email. */
export interface EmailProblem {
  readonly file: string
  readonly line: number
  readonly message: string
  /** Lines that help: the nearest name, what is allowed. */
  readonly help: readonly string[]
}

/** A piece of a template, and where each of its lines comes from. */
export interface Block {
  readonly text: string
  readonly lines: readonly { readonly file: string; readonly line: number }[]
}

/** A problem in a row of a block, counted from 1. */
export function problemAt(
  block: Block,
  row: number,
  message: string,
  ...help: readonly string[]
): EmailProblem {
  const place = block.lines[Math.min(Math.max(row, 1), block.lines.length) - 1]
  if (!place) throw new Error('a block without lines')
  return { ...place, message, help }
}

/** The row in which a character of a block stands. */
export const rowOf = ({ text }: Block, offset: number): number =>
  text.slice(0, Math.max(0, offset)).split('\n').length

/** Throws all of them, if there are any. */
export function failIf(problems: readonly EmailProblem[]): void {
  if (problems.length > 0) throw emailError(problems)
}

const most = 5

/** One error for all problems: the first as its message, up to four more among the details. */
export function emailError(problems: readonly EmailProblem[]): ConfigError {
  const different = problems.filter(
    (one, index) => problems.findIndex((other) => sameAs(one, other)) === index,
  )
  const [first, ...others] = different
  if (!first) throw new Error('an error without a problem')
  const further = others.slice(0, most - 1)
  const rest = others.length - further.length
  return new ConfigError(shown(first.message), {
    at: placeOf(first),
    details: [
      ...first.help.map(shown),
      ...further.flatMap((one) => [
        '',
        `${placeOf(one)}: ${shown(one.message)}`,
        ...one.help.map(shown),
      ]),
      ...(rest > 0 ? ['', `and ${rest} more`] : []),
    ],
    next: ['Nothing was sent. Check again with: nocturne validate'],
  })
}

const placeOf = ({ file, line }: EmailProblem) => `${shown(file)}:${line}`

const sameAs = (one: EmailProblem, other: EmailProblem) =>
  one.message === other.message && one.line === other.line && one.file === other.file
