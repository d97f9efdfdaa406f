import { type Liquid, LiquidError, type Template, TokenKind } from 'liquidjs'
import { nearest } from '../math/nearest.ts'
import { brief } from '../words/shown.ts'
import { branchesOf } from './branches.ts'
import { type EmailVariable, footerVariables } from './email.ts'
import { missingFallbacks } from './fallbacks.ts'
import { allowedFilters, allowedTags } from './liquid.ts'
import { type Block, type EmailProblem, problemAt } from './problem.ts'

/** What a block of Liquid names, and what is wrong with it. */
export interface CheckedLiquid {
  readonly templates: readonly Template[]
  readonly names: ReadonlySet<string>
  readonly problems: readonly EmailProblem[]
}

/** Reads a block: its tags and filters are allowed, its variables known, and those that may be missing have a fallback. */
export function checkLiquid(
  block: Block,
  liquid: Liquid,
  known: ReadonlyMap<string, EmailVariable>,
): CheckedLiquid {
  const templates = parsed(block, liquid)
  if (!Array.isArray(templates)) return { templates: [], names: new Set(), problems: [templates] }
  const problems: EmailProblem[] = []
  const names = new Set<string>()
  const variables = Object.values(liquid.analyzeSync(templates, { partials: false }).variables)
  for (const { segments, location } of variables.flat()) {
    const [name, ...rest] = segments
    if (typeof name === 'string' && known.has(name) && rest.length === 0) names.add(name)
    else problems.push(unknownVariable(block, location.row, segments.map(String), known))
  }
  for (const { row, source } of bracketed(templates))
    problems.push(
      problemAt(block, row, `brackets in ${brief(source)}`, 'write the variable itself'),
    )
  for (const { row, name } of missingFallbacks(templates, known))
    problems.push(
      problemAt(
        block,
        row,
        `missing fallback: some customers have no ${name}`,
        `for example: {{ ${name} | default: "…" }}, or {% if ${name} %} … {% endif %} around it`,
      ),
    )
  return { templates, names, problems }
}

/** Conditions and outputs with brackets, which would name a variable by the value of another. */
const bracketed = (templates: readonly Template[]): readonly Source[] =>
  templates.flatMap((template) => {
    if (template.token.kind === TokenKind.HTML) return []
    const [row = 1] = template.token.getPosition()
    const source = template.token.getText()
    const inside = branchesOf(template).flatMap((branch) => bracketed(branch.templates))
    const isBracketed = /[[\]]/.test(source.replace(/"[^"]*"|'[^']*'/g, ''))
    return isBracketed ? [{ row, source }, ...inside] : inside
  })

interface Source {
  readonly row: number
  readonly source: string
}

function parsed(block: Block, liquid: Liquid): Template[] | EmailProblem {
  try {
    return liquid.parse(block.text)
  } catch (error) {
    if (!(error instanceof Error)) throw error
    const row = LiquidError.is(error) ? (error.token.getPosition()[0] ?? 1) : 1
    return inWords(block, row, error.message.split('\n')[0]?.replace(/, line:.*$/, '') ?? '')
  }
}

function inWords(block: Block, row: number, message: string): EmailProblem {
  const tag = /^tag "([^"]*)" not found/.exec(message)?.[1]
  if (tag !== undefined) return notAllowed(block, row, 'tag', tag, allowedTags)
  const filter = /^undefined filter: (.*)$/.exec(message)?.[1]
  if (filter !== undefined) return notAllowed(block, row, 'filter', filter, allowedFilters)
  const isOpen = /\{\{(?!.*\}\})|\{%(?!.*%\})/.test(block.text.split('\n')[row - 1] ?? '')
  return problemAt(block, row, isOpen ? 'Liquid is not closed' : `Liquid: ${brief(message)}`)
}

function notAllowed(
  block: Block,
  row: number,
  kind: string,
  name: string,
  allowed: readonly string[],
): EmailProblem {
  const near = nearest(name, allowed)
  const help = [...(near ? [`nearest: ${near}`] : []), `allowed: ${allowed.join(', ')}`]
  return problemAt(block, row, `the ${kind} ${brief(name)} is not allowed`, ...help)
}

function unknownVariable(
  block: Block,
  row: number,
  segments: readonly string[],
  known: ReadonlyMap<string, EmailVariable>,
): EmailProblem {
  const [root = '', ...rest] = segments
  if (known.has(root))
    return problemAt(
      block,
      row,
      `${brief(segments.join('.'))}: ${root} has nothing in it`,
      `write: ${root}`,
    )
  const name = [root, ...rest].join('.')
  const near = nearest(name, [...known.keys(), ...footerVariables])
  const help = near ? [`nearest: ${near}`] : []
  return problemAt(
    block,
    row,
    `unknown variable ${brief(name)}`,
    ...help,
    `all ${known.size} variables: docs/emails.md`,
  )
}
