import {
  type Document,
  isAlias,
  isScalar,
  LineCounter,
  parseDocument,
  visit,
  type YAMLError,
} from 'yaml'
import { quotation, shown } from '../domain/words/shown.ts'
import { type Problem, wrongValue } from './problem.ts'

/** The text of a configuration as YAML. */
export interface Opened {
  readonly text: string
  readonly document: Document
  readonly value: unknown
  readonly problems: readonly Problem[]
  /** Whether nothing can be said about keys and values. */
  readonly isBroken: boolean
}

const mostCharacters = 1_000_000
const mostAliases = 100
const deepest = 40

/** Reads YAML, never throws: what is wrong with the text itself is among the problems. */
export function openDocument(text: string): Opened {
  const tooLong = text.length > mostCharacters
  const document = parseDocument(tooLong ? '' : text, {
    lineCounter: new LineCounter(),
    prettyErrors: false,
    stringKeys: true,
  })
  const broken = (problems: readonly Problem[]) => ({
    ...{ text: tooLong ? '' : text, document, value: undefined },
    ...{ problems, isBroken: true },
  })
  if (tooLong) return broken([wrongValue([], `longer than ${mostCharacters} characters`)])
  const problems = [...document.errors, ...document.warnings].map((error) => inWords(error, text))
  const isFatal = ({ code }: YAMLError) => code !== 'DUPLICATE_KEY' && code !== 'TAG_RESOLVE_FAILED'
  const fatal = document.errors.find(isFatal)
  if (fatal) return broken([inWords(fatal, text)])
  const value = plainValue(document)
  if (value instanceof Error) return broken([...problems, ...aliasProblems(document, value)])
  if (isDeeperThan(value, deepest))
    return broken([wrongValue([], `nested deeper than ${deepest} levels`)])
  return { text, document, value, problems: [...problems, ...oddKeys(document)], isBroken: false }
}

function inWords({ code, message, pos: [start, end] }: YAMLError, text: string): Problem {
  const isOpen = message.startsWith('Flow')
  const said = isOpen
    ? words.MISSING_CHAR!
    : (words[code] ?? `${message.charAt(0).toLowerCase()}${shown(message.slice(1))}`)
  const key = /^[^\s:]+/.exec(text.slice(start, start + 80))?.[0] ?? ''
  const full = code === 'DUPLICATE_KEY' ? `${quotation(key)} is given twice` : said
  const until = code === 'DUPLICATE_KEY' ? start + key.length : end
  return { ...wrongValue([], full), span: { start, end: until } }
}

const words: Readonly<Record<string, string>> = {
  BAD_INDENT: 'the line is not indented like its neighbours',
  TAB_AS_INDENT: 'indented by a tab: use blanks',
  MULTIPLE_DOCS: 'a second document begins: a file holds one configuration',
  BLOCK_AS_IMPLICIT_KEY: 'a colon and a blank within a value: write the value in quotation marks',
  BAD_SCALAR_START: 'a value cannot begin so: write it in quotation marks',
  NON_STRING_KEY: 'a key must be a text',
  MISSING_CHAR: 'a quotation mark or bracket is not closed',
  RESOURCE_EXHAUSTION: 'nested too deeply',
  TAG_RESOLVE_FAILED: 'a tag that begins with ! means nothing here',
}

function plainValue(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: mostAliases })
  } catch (error) {
    if (error instanceof ReferenceError || error instanceof RangeError) return error
    throw error
  }
}

/** An alias without its anchor, or too many of them. */
function aliasProblems(document: Document, error: Error): readonly Problem[] {
  const problems: Problem[] = []
  visit(document, {
    Alias: (_, alias) => {
      if (
        problems.length > 0 ||
        (error.message.startsWith('Unresolved') && alias.resolve(document))
      )
        return
      const [start, end] = alias.range ?? [0, 0]
      const message = error.message.startsWith('Unresolved')
        ? `no anchor &${shown(alias.source)} stands before it`
        : 'too many aliases: write it out'
      problems.push({ ...wrongValue([], message), span: { start, end } })
    },
  })
  return problems.length > 0 ? problems : [wrongValue([], 'nested too deeply')]
}

function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return levels === 0 || Object.values(value).some((one) => isDeeperThan(one, levels - 1))
}

/** `__proto__`, which objects of the language treat as no key at all. */
function oddKeys(document: Document): readonly Problem[] {
  const problems: Problem[] = []
  visit(document, {
    Pair: (_, { key }) => {
      if (!isScalar(key) || key.value !== '__proto__' || isAlias(key)) return
      const [start, end] = key.range ?? [0, 0]
      problems.push({ ...wrongValue([], 'unknown key __proto__'), span: { start, end } })
    },
  })
  return problems
}
