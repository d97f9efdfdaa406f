import { nearest } from '../math/nearest.ts'
import { brief } from '../words/shown.ts'
import type { EmailSource, TextFile } from './email.ts'
import { type Block, type EmailProblem, problemAt } from './problem.ts'

/** The pieces of an email that hold Liquid. */
export interface ReadSource {
  readonly subject: Block
  readonly preheader: Block
  readonly mjml: Block
  readonly text?: Block
  readonly problems: readonly EmailProblem[]
}

/** The paths that a template includes, as written: the host reads them. */
export const includedPaths = (template: string): readonly string[] =>
  template.split(/\r?\n/).flatMap((line) => includeIn(line) ?? [])

/** Takes an email's files apart: front matter, MJML with its parts in it, text. */
export function readSource(source: EmailSource): ReadSource {
  const lines = linesOf(source.template)
  const whole = blockOf(lines)
  const end = lines[0]?.text.trim() === fence ? lines.findIndex(isEnd) : -1
  const head = readHead(lines.slice(0, Math.max(0, end + 1)), whole, source.template)
  const noHead = end < 0 ? [problemAt(whole, 1, 'no front matter', ...example)] : []
  const parts = withParts(lines.slice(end + 1), source)
  return {
    ...{
      subject: head.subject,
      preheader: head.preheader,
      mjml: withoutComments(blockOf(parts.lines)),
    },
    ...(source.text && { text: blockOf(linesOf(source.text)) }),
    problems: [...noHead, ...(end < 0 ? [] : head.problems), ...parts.problems],
  }
}

interface Line {
  readonly file: string
  readonly line: number
  readonly text: string
}

const fence = '---'
const example = [
  'a template begins with:',
  '  ---',
  '  subject: Happy birthday, {{ first_name | default: "you" }}',
  '  preheader: what a mailbox shows beside the subject',
  '  ---',
]

const isEnd = ({ text }: Line, index: number) => index > 0 && text.trim() === fence

const linesOf = ({ name, text }: TextFile): readonly Line[] =>
  text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .map((line, index) => ({ file: name, line: index + 1, text: line }))

const blockOf = (lines: readonly Line[]): Block => ({
  text: lines.map(({ text }) => text).join('\n'),
  lines: lines.map(({ file, line }) => ({ file, line })),
})

/** `key: text to the end of the line`, without quotation marks: Liquid would need them in YAML. */
function readHead(lines: readonly Line[], whole: Block, { name }: TextFile) {
  const problems: EmailProblem[] = []
  const found = new Map<string, Line>()
  for (const line of lines.slice(1, -1)) {
    if (line.text.trim() === '') continue
    const [, key = '', text = ''] = /^\s*([\w-]+)\s*:\s*(.*?)\s*$/.exec(line.text) ?? []
    const isKnown = keys.includes(key)
    const near = nearest(key, keys)
    const message = key ? `unknown key ${brief(key)}` : 'not a line of front matter'
    const help = near ? `nearest: ${near}` : `allowed: ${keys.join(', ')}`
    if (!isKnown || found.has(key))
      problems.push(problemAt(whole, line.line, isKnown ? `${key} is given twice` : message, help))
    else found.set(key, { ...line, text })
  }
  for (const key of keys)
    if (!found.get(key)?.text)
      problems.push(problemAt(whole, found.get(key)?.line ?? 1, `no ${key}`, ...example))
  const one = (key: string) => blockOf([found.get(key) ?? { file: name, line: 1, text: '' }])
  return { subject: one('subject'), preheader: one('preheader'), problems }
}

const keys = ['subject', 'preheader']

const includeIn = (line: string): string | undefined =>
  /^\s*<mj-include\s+path="([^"]*)"\s*\/>\s*$/.exec(line)?.[1]

/** Notes of the author go; what Outlook alone reads stays. */
const withoutComments = (block: Block): Block => ({
  ...block,
  text: block.text.replace(/<!--(?!\[if|<!\[)[\s\S]*?-->/g, (note) => note.replace(/[^\n]/g, ' ')),
})

function withParts(lines: readonly Line[], { parts }: EmailSource) {
  const problems: EmailProblem[] = []
  const known = parts ?? new Map<string, TextFile>()
  const all = lines.flatMap((line) => {
    const path = includeIn(line.text)
    const part = path === undefined ? undefined : known.get(path)
    if (part) return linesOf(part)
    if (path !== undefined) {
      const near = nearest(path, known.keys())
      const help = near ? [`nearest: ${near}`] : []
      problems.push(problemAt(blockOf([line]), 1, `no file ${brief(path)}`, ...help))
    }
    return [{ ...line, text: path === undefined ? line.text : '' }]
  })
  for (const line of all)
    if (line.text.includes('<mj-include'))
      problems.push(
        problemAt(
          blockOf([line]),
          1,
          'an include that cannot be followed',
          'in a template, on a line of its own: <mj-include path="./footer.mjml" />',
        ),
      )
  return { lines: all, problems }
}
