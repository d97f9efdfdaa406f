/**
 * What a file below `queries/` must keep to, so that Athena and DuckDB read it alike. Each gate is a function of the
 * file's text and returns what is wrong, one sentence a finding with its line; nothing wrong is an empty list.
 */
import { bracketed, codeOf } from '../../functions/platform/aws/sql-text.ts'
import { lineAt, withSamples } from './sql-text.ts'
import { syntaxErrors } from './trino-grammar.ts'

/** Says what is wrong with the text of a query file. */
export type Gate = (sql: string) => readonly string[]

/** The file parses with Trino's own grammar and is one select. */
export const grammarGate: Gate = (sql) => {
  const first = /\S+/.exec(codeOf(sql))?.[0].toLowerCase()
  return [
    ...syntaxErrors(withSamples(sql)),
    ...(first === 'with' || first === 'select' ? [] : ['a query is one select']),
  ]
}

/** No word that one engine lacks, or that the two understand differently, and no clock or chance. */
export const wordsGate: Gate = (sql) => {
  const code = codeOf(sql)
  return denied.flatMap(({ pattern, instead }) =>
    [...code.matchAll(pattern)].map(
      (found) => `line ${lineAt(sql, found.index)}: ${found[0].trim()}: ${instead}`,
    ),
  )
}

/** `date_format` with letters that mean something else, or nothing, on the other engine. */
export const dateLettersGate: Gate = (sql) =>
  [...codeOf(sql).matchAll(/\bdate_format\s*\(/g)].flatMap(({ 0: call, index }) => {
    const open = index + call.length - 1
    const inside = sql.slice(open, open + bracketed(codeOf(sql), open).length + 2)
    return [...inside.matchAll(/%[iMsW]/g)].map(
      ([letter]) => `line ${lineAt(sql, index)}: ${letter}: only %Y %m %d %H %y %j %b %a are equal`,
    )
  })

/** Every division is by a number or by `nullif(…, 0)`: dividing by nothing is an error on Athena and null on DuckDB. */
export const divisionGate: Gate = (sql) => {
  const safe = /^\s*(\d*[1-9]|nullif\s*\(|cast\s*\(\s*nullif\s*\()/
  const code = codeOf(sql)
  return [...code.matchAll(/[/%]/g)]
    .filter(({ index }) => !safe.test(code.slice(index + 1)))
    .map(({ 0: sign, index }) => `line ${lineAt(sql, index)}: ${sign} by what may be 0: use nullif`)
}

/** `is not distinct from` is no join key on Athena: alone it multiplies every row with every other. */
export const joinGate: Gate = (sql) => {
  // `distinct from` is not the `from` that ends a condition.
  const code = codeOf(sql).replace(/\bdistinct(\s+)from\b/g, 'distinct$1same')
  return [...code.matchAll(/\bon\b/g)]
    .filter(({ index }) => {
      const [condition = ''] = code.slice(index).split(/\b(?:join|where|group|order|union|from)\b/)
      return /\bdistinct\s+same\b/.test(condition) && !/(?<![<>!])=/.test(condition)
    })
    .map(({ index }) => `line ${lineAt(sql, index)}: needs an = beside is not distinct from`)
}

/** Windows have a `partition by`, unless a comment says that they run `over distinct values`. */
export const windowGate: Gate = (sql) => {
  if (/^\s*-- over distinct values\b/m.test(sql)) return []
  const code = codeOf(sql)
  return [...code.matchAll(/\bover\s*\(|\b\w+\s+as\s*\((?=\s*(partition|order)\s+by)/g)]
    .filter(({ 0: head, index }) => {
      const inside = bracketed(code, index + head.length - 1)
      return !/\bpartition\s+by\b/.test(inside) && !/^\s*\w+\s*$/.test(inside)
    })
    .map(
      ({ index }) =>
        `line ${lineAt(sql, index)}: a window without partition by runs on one machine; group first and say -- over distinct values`,
    )
}

/** The file begins with what one row is, as a sentence. */
export const grainGate: Gate = (sql) => {
  const lines = sql.split('\n')
  const end = lines.findIndex((line) => !line.startsWith('--'))
  const text = lines
    .slice(0, end)
    .map((line) => line.slice(2).trim())
    .join(' ')
  return /^One row\b.*\.(\s|$)/.test(text)
    ? []
    : ['line 1: say what a row is: -- One row per customer with an order.']
}

/** Four spaces and no tabs, at most 100 columns, lower case, an empty line at no end. */
export const layoutGate: Gate = (sql) => {
  const code = codeOf(sql).split('\n')
  return [
    ...sql
      .split('\n')
      .flatMap((line, i) => [
        ...(line.length > 100 ? [`line ${i + 1}: longer than 100 columns`] : []),
        ...(line.includes('\t') ? [`line ${i + 1}: a tab`] : []),
        ...(/\s$/.test(line) ? [`line ${i + 1}: blanks at the end`] : []),
        ...(/[A-Z]/.test(code[i] ?? '') ? [`line ${i + 1}: upper case`] : []),
      ]),
    ...(/[^\n]\n$/.test(sql) ? [] : ['the last line ends the file']),
  ]
}

/** All gates of a query file, by what they look at. */
export const queryGates: Readonly<Record<string, Gate>> = {
  grammar: grammarGate,
  words: wordsGate,
  'date letters': dateLettersGate,
  division: divisionGate,
  joins: joinGate,
  windows: windowGate,
  grain: grainGate,
  layout: layoutGate,
}

const denied: readonly { readonly pattern: RegExp; readonly instead: string }[] = [
  { pattern: /::/g, instead: 'cast(x as type)' },
  { pattern: /;/g, instead: 'a file is one select' },
  { pattern: /(?<!\barray)\[/g, instead: 'array[…], and element_at for one of them' },
  { pattern: /\bqualify\b/gi, instead: 'a step of its own with where' },
  { pattern: /\bexclude\b/gi, instead: 'name the columns' },
  { pattern: /\b(group|order)\s+by\s+all\b/gi, instead: 'name the columns' },
  { pattern: /\bwith\s+recursive\b/gi, instead: 'unnest(sequence(…)): Athena stops at depth 10' },
  { pattern: /\b(as\s+)?(not\s+)?materialized\b/gi, instead: 'not Athena' },
  { pattern: /\bnatural\s+join\b/gi, instead: 'join … on' },
  { pattern: /\b(tablesample|using\s+sample)\b/gi, instead: 'a salted hash' },
  { pattern: /\bignore\s+nulls\b/gi, instead: 'DuckDB lacks it' },
  { pattern: /\bdate_parse\s*\(/gi, instead: 'regexp_replace into ISO text and try_cast' },
  { pattern: /\b(now|random|rand|uuid|shuffle)\s*\(/gi, instead: 'time and chance are parameters' },
  {
    pattern: /\b(current_date|current_time|current_timestamp|localtime|localtimestamp)\b/gi,
    instead: 'time and chance are parameters',
  },
  { pattern: /\bat\s+time\s+zone\b/gi, instead: 'zones are TypeScript’s: their tables differ' },
  { pattern: /\b(at_timezone|with_timezone)\s*\(/gi, instead: 'zones are TypeScript’s' },
  { pattern: /\bextract\s*\(\s*(dow|doy|week)\b/gi, instead: 'day_of_week and its like' },
  { pattern: /\btrim\s*\(\s*(both|leading|trailing)\b/gi, instead: 'regexp_replace' },
  { pattern: /\b(listagg|string_agg)\s*\(/gi, instead: 'array_join(array_agg(x order by x), …)' },
  {
    pattern: /\b(skewness|kurtosis)\s*\(/gi,
    instead: 'sample on one engine, population on the other',
  },
  {
    pattern: /(?<!\barray_sort\s*\(\s*)\b(array_distinct|array_union)\s*\(/gi,
    instead: 'within array_sort(…): their order differs',
  },
  { pattern: /\bmod\s*\(/gi, instead: 'x % nullif(y, 0)' },
]
