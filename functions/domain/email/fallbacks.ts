import { IfTag, Output, type Template, TokenKind, TypeGuards, type Value } from 'liquidjs'
import { branchesOf } from './branches.ts'
import type { EmailVariable } from './email.ts'

/** A variable that is shown although some customers have none. */
export interface MissingFallback {
  readonly name: string
  readonly row: number
}

type Known = ReadonlyMap<string, EmailVariable>
type Names = ReadonlySet<string>
type Token = Value['initial']['postfix'][number]

/** The outputs that may show nothing: no `default:`, and no condition around them that asks for the variable. */
export function missingFallbacks(
  templates: readonly Template[],
  known: Known,
  asked: Names = new Set(),
): readonly MissingFallback[] {
  return templates.flatMap((template): readonly MissingFallback[] => {
    if (template instanceof Output) {
      const row = template.token.getPosition()[0] ?? 1
      return namesShown(template.value)
        .filter((name) => known.get(name)?.isNullable && !asked.has(name))
        .map((name) => ({ name, row }))
    }
    return branchesOf(template).flatMap(({ condition, templates: inside }) => {
      const isAsking = condition && template instanceof IfTag
      const here = isAsking ? new Set([...asked, ...namesAsked(condition)]) : asked
      return missingFallbacks(inside, known, here)
    })
  })
}

/** Whether an output always shows something. */
export const isNeverEmpty = ({ value }: Output, known: Known): boolean =>
  namesShown(value).every((name) => !known.get(name)?.isNullable) &&
  (value.filters.findLast(isDefault)?.args.every((arg) => !isBlank(arg)) ?? true)

/** The variables of an output that decide whether it shows anything: after a `default:`, those that it names. */
function namesShown({ initial, filters }: Value): readonly string[] {
  const last = filters.findLastIndex(isDefault)
  const given = last < 0 ? initial.postfix : []
  const args = filters.slice(Math.max(0, last)).flatMap((filter) => filter.args)
  return [...given, ...args].flatMap((arg) => nameOf(arg) ?? [])
}

/** The variables that a condition holds for only if they are there. */
function namesAsked({ initial }: Value): Names {
  const stack: Names[] = []
  const tokens: (Token | undefined)[] = []
  for (const token of initial.postfix) {
    if (token.kind !== TokenKind.Operator) {
      stack.push(new Set(nameOf(token) ?? []))
      tokens.push(token)
      continue
    }
    const operator = token.getText()
    const right = { names: stack.pop() ?? new Set<string>(), token: tokens.pop() }
    if (operator === 'not') {
      stack.push(new Set())
      tokens.push(undefined)
      continue
    }
    const left = { names: stack.pop() ?? new Set<string>(), token: tokens.pop() }
    stack.push(joined(operator, left, right))
    tokens.push(undefined)
  }
  return stack.pop() ?? new Set()
}

interface Side {
  readonly names: Names
  readonly token: Token | undefined
}

function joined(operator: string, left: Side, right: Side): Names {
  if (operator === 'and') return new Set([...left.names, ...right.names])
  if (operator === 'or') return new Set([...left.names].filter((name) => right.names.has(name)))
  const isNothing = right.token !== undefined && nothings.has(right.token.getText())
  if (operator === '!=') return isNothing ? left.names : new Set()
  const isLiteral = right.token !== undefined && nameOf(right.token) === undefined
  return isLiteral && !isNothing ? left.names : new Set()
}

const nothings = new Set(['nil', 'null', 'blank', 'empty', 'false'])

const isDefault = ({ name }: { readonly name: string }) => name === 'default'

/** The name that a token stands for, if it is a variable. */
function nameOf(token: unknown): readonly [string] | undefined {
  if (Array.isArray(token)) return nameOf(token[1])
  if (!TypeGuards.isPropertyAccessToken(token)) return undefined
  return [token.getText()]
}

const isBlank = (arg: unknown) => TypeGuards.isQuotedToken(arg) && arg.content.trim() === ''
