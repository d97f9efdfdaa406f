import type { z } from 'zod'
import { nearest } from '../domain/math/nearest.ts'
import { brief, given, quotation } from '../domain/words/shown.ts'
import { outsideNumber } from './bounds.ts'
import { keysAt } from './keys.ts'
import { type Path, type Problem, wrongKey, wrongValue } from './problem.ts'

type Issue = z.core.$ZodIssue

/**
 * What a broken definition says, in plain words: what was given and what is allowed. Rules are left to `checkRule`.
 * Where a key is unknown, what the definition says of the block as a whole adds nothing. `keys` are those that may stand
 * at a path.
 */
export function issueProblems(
  issues: readonly Issue[],
  value: unknown,
  keys: Keys = keysAt,
): readonly Problem[] {
  const isOdd = (path: Path) =>
    issues.some((one) => one.code === 'unrecognized_keys' && `${one.path}` === `${path}`)
  return issues.flatMap((issue) => {
    const path = issue.path as Path
    return issue.code === 'custom' && isOdd(path) ? [] : inWords(issue, path, value, keys)
  })
}

type Keys = (path: Path) => readonly string[]

/** Rules of segments, and of campaigns, whose triggers have three. */
function isInRule([section, , key, part]: Path): boolean {
  if (section === 'segments') return key === 'where'
  return section === 'campaigns' && (key === 'where' || (key === 'trigger' && ruleKeys.has(part)))
}

const ruleKeys: ReadonlySet<unknown> = new Set(['enter', 'leave', 'was'])

function inWords(issue: Issue, path: Path, root: unknown, keys: Keys): readonly Problem[] {
  const value = at(root, path)
  if (isInRule(path) && value !== undefined) return []
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey([...path, key], keys))
    case 'invalid_key':
      return [
        wrongKey(path, `${quotation(String(path.at(-1)))} is no name: ${reason(issue.issues)}`),
      ]
    case 'invalid_union':
      return inUnion(issue.errors, path, root, keys)
    case 'invalid_value':
      return [notListed(path, value, issue.values.map(String))]
    case 'invalid_type':
      if (path.length === 0 && !value) return [wrongValue([], 'the file is empty')]
      if (value === undefined || value === null) return [missing(path, typeInWords(issue.expected))]
      return [expected(path, typeInWords(issue.expected), value)]
    case 'too_small':
      return [outside(path, value, 'at least', Number(issue.minimum))]
    case 'too_big':
      return [outside(path, value, 'at most', Number(issue.maximum))]
    case 'custom':
      return [custom(path, value, issue.message, helpOf(issue.params))]
    default:
      return [custom(path, value, issue.message)]
  }
}

function unknownKey(path: Path, keys: Keys): Problem {
  const allowed = keys(path.slice(0, -1))
  const key = String(path.at(-1))
  const near = nearest(key, allowed)
  return wrongKey(
    path,
    `unknown key ${brief(key)}`,
    ...(near ? [`nearest: ${near}`] : []),
    ...(allowed.length > 0 ? [`allowed: ${allowed.join(', ')}`] : []),
  )
}

function notListed(path: Path, value: unknown, values: readonly string[]): Problem {
  if (value === undefined) return missing(path, oneOf(values))
  const near = nearest(String(value), values)
  const help = near && values.length > 1 ? [`nearest: ${near}`] : []
  return wrongValue(path, `given ${given(value)}, allowed: ${oneOf(values)}`, ...help)
}

const oneOf = (values: readonly string[]) =>
  [values.slice(0, -1).join(', '), values.at(-1)].filter(Boolean).join(' or ')

/** The form that was meant: one that fails deeper than at its root; else what each form would be. */
function inUnion(errors: readonly (readonly Issue[])[], path: Path, root: unknown, keys: Keys) {
  const meant = errors.find((issues) => !issues.some(isOfRoot))
  if (meant)
    return meant.flatMap((one) => inWords(one, [...path, ...(one.path as Path)], root, keys))
  const roots = errors.flatMap((issues) => issues.filter(isOfRoot))
  const problem = expected(path, [...new Set(roots.map(formInWords))].join(' or '), at(root, path))
  const words = roots.flatMap((one) => (one.code === 'invalid_value' ? one.values.map(String) : []))
  const near = nearest(String(at(root, path)), words)
  return [near ? { ...problem, help: [...problem.help, `nearest: ${near}`] } : problem]
}

const isOfRoot = ({ code, path }: Issue) =>
  path.length === 0 && (code === 'invalid_type' || code === 'invalid_value')

const formInWords = (issue: Issue) =>
  issue.code === 'invalid_value'
    ? oneOf(issue.values.map(String))
    : typeInWords(issue.code === 'invalid_type' ? issue.expected : '')

function expected(path: Path, what: string, value: unknown): Problem {
  const isMapping = path[2] === 'tables' && path.at(-2) === 'columns'
  const full = isMapping ? `a column of the files, or ${what}` : what
  return value === undefined
    ? missing(path, full)
    : wrongValue(path, `given ${given(value)}, expected ${full}`)
}

/** What is missing is shown where it should stand: at the key around it. */
const missing = (path: Path, what: string): Problem =>
  wrongValue(path.slice(0, -1), `${brief(String(path.at(-1)))} is missing: expected ${what}`)

function outside(path: Path, value: unknown, bound: string, limit: number) {
  const allowed = `allowed: ${bound} ${limit}`
  if (typeof value === 'number') return outsideNumber(path, value, allowed)
  const size = Array.isArray(value) ? value.length : [...String(value).trim()].length
  if (size === 0)
    return wrongValue(path, `given an empty ${Array.isArray(value) ? 'list' : 'text'}`)
  const things = Array.isArray(value) ? 'entries' : 'characters'
  return wrongValue(path, `given ${size} ${things}, ${allowed}`)
}

/** Messages of `configSpec` itself say what is allowed. */
function custom(
  path: Path,
  value: unknown,
  message: string,
  help: readonly string[] = [],
): Problem {
  if (value === undefined && path.length > 0) return { ...missing(path, message), help }
  if (message.startsWith('not ')) return wrongValue(path, `${given(value)} is ${message}`, ...help)
  const told = typeof value === 'object' ? '' : `given ${given(value)}, `
  return wrongValue(path, `${told}expected ${message}`, ...help)
}

/** Lines that help, as `configSpec` gives them with a check of its own. */
const helpOf = (params: { readonly help?: readonly string[] } | undefined): readonly string[] =>
  params?.help ?? []

const reason = (issues: readonly Issue[]) => issues.map(({ message }) => message).join(', ')

function typeInWords(type: string): string {
  return typeWords[type] ?? type
}

const typeWords: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a block of keys',
  record: 'a block of keys',
}

const at = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (inside, step) => (inside as Record<string | number, unknown> | undefined | null)?.[step],
    value,
  )
