import { pathInWords, shown } from '../domain/words/shown.ts'
import { ConfigError } from '../errors.ts'
import type { Opened } from './document.ts'
import { placeOf } from './place.ts'
import type { Problem, Span } from './problem.ts'

const most = 5

/** One error for all problems: the earliest as its message, up to four more among the details. */
export function configError(
  problems: readonly Problem[],
  opened: Opened,
  fileName: string,
): ConfigError {
  const placed = problems
    .map((problem) => ({ problem, ...lineOf(placeOf(problem, opened), opened.text) }))
    .sort((one, other) => one.line - other.line || one.from - other.from)
    .filter(({ line, problem }, index, all) => {
      const before = all[index - 1]
      return before?.line !== line || headline(before.problem) !== headline(problem)
    })
  const [first, ...others] = placed.map(({ problem, ...line }) => ({
    at: `${shown(fileName)}:${line.line}`,
    headline: headline(problem),
    details: [
      ...excerpt(line, opened.text),
      ...(problem.help.length > 0 ? ['', ...problem.help] : []),
    ],
  }))
  const further = others.slice(0, most - 1)
  const rest = others.length - further.length
  return new ConfigError(first?.headline ?? 'not a configuration', {
    at: first?.at ?? shown(fileName),
    details: [
      ...(first?.details ?? []),
      ...further.flatMap((one) => ['', `${one.at}: ${one.headline}`, '', ...one.details]),
      ...(rest > 0 ? ['', `and ${rest} more`] : []),
    ],
    next: ['Nothing was read, nothing was written. Check again with: nocturne validate'],
  })
}

/** `nocturne.yaml:48: segments[1].where: …` for one problem that stops nothing. */
export function noteOf(problem: Problem, opened: Opened, fileName: string): string {
  const { line } = lineOf(placeOf(problem, opened), opened.text)
  return `${shown(fileName)}:${line}: ${headline(problem)}`
}

function headline({ path, mark, message }: Problem): string {
  const where = pathInWords(mark === 'key' ? path.slice(0, -1) : path)
  return where ? `${where}: ${message}` : message
}

/** A line of the text, and from which to before which character of it the problem goes. */
interface Line {
  readonly line: number
  readonly from: number
  readonly to: number
}

function lineOf({ start, end }: Span, text: string): Line {
  const begin = start === 0 ? 0 : text.lastIndexOf('\n', start - 1) + 1
  const stop = text.indexOf('\n', start)
  const length = (stop < 0 ? text.length : stop) - begin
  const from = Math.min(start - begin, length)
  return {
    line: text.slice(0, begin).split('\n').length,
    from,
    to: Math.max(from + 1, Math.min(end - begin, length)),
  }
}

const width = 96

/** Two lines before, the line, what is meant underlined, one line after. */
function excerpt({ line, from, to }: Line, text: string): readonly string[] {
  const lines = text.split('\n').map((one) => one.replaceAll('\t', ' ').replace(/\r$/, ''))
  const first = Math.max(1, line - 2)
  const last = Math.min(lines.length, line + 1)
  const digits = String(last).length
  const offset = from > width - 20 ? from - 20 : 0
  const cut = (one: string) => {
    const piece = one.slice(offset, offset + width)
    return shown(`${offset > 0 && one ? '…' : ''}${piece}${one.length > offset + width ? '…' : ''}`)
  }
  const lead = offset > 0 ? 1 : 0
  return Array.from({ length: last - first + 1 }, (_, index) => first + index).flatMap((number) => {
    const here = lines[number - 1]!
    const shownLine = `${number === line ? '>' : ' '} ${String(number).padStart(digits)} | ${cut(here)}`
    if (number !== line) return [shownLine.trimEnd()]
    const before = shown(here.slice(offset, from)).length + lead
    const length = Math.min(shown(here.slice(from, to)).length || 1, width - before + lead)
    return [
      shownLine,
      `  ${' '.repeat(digits)} | ${' '.repeat(before)}${'^'.repeat(Math.max(1, length))}`,
    ]
  })
}
