/** Query cases: folders of given tables and the rows that a query makes of them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { z } from 'zod'
import type { Column, SqlType } from '../../functions/domain/types.ts'
import type { Params } from '../../functions/platform/sql.ts'
import { parseTable, type TableText } from './table-text.ts'

/** `<folder>/<table>/<case>/{given/*.csv, expect.csv, params.json}` */
export interface Case {
  /** The query's table, which is the name of its file. */
  readonly table: string
  readonly name: string
  readonly given: readonly Given[]
  readonly expect: TableText
  readonly params: Params
}

/** A table that the query of a case may read, as its file has it. */
export interface Given {
  readonly table: string
  readonly content: TableText
}

/** A table with a type for every column. */
export interface TypedTable {
  readonly table: string
  readonly columns: readonly Column[]
  readonly rows: readonly Readonly<Record<string, string | null>>[]
}

/** The columns of a table that the product describes; undefined for all others. */
export type TypesOf = (table: string) => readonly Column[] | undefined

/** A query file below a folder of queries. */
export interface QueryFile {
  readonly table: string
  /** Relative to the folder, for messages. */
  readonly file: string
  readonly sql: string
}

/** The query files below a folder, all but DuckDB's prelude, in the order of their paths. */
export const readQueries = (folder: string): readonly QueryFile[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.sql') && file !== 'duckdb_prelude.sql')
    .sort()
    .map((file) => ({
      table: basename(file, '.sql'),
      file,
      sql: readFileSync(join(folder, file), 'utf8'),
    }))

/** All cases below a folder. Throws when one cannot be read, with its path. */
export const readCases = (folder: string): readonly Case[] =>
  foldersIn(folder).flatMap((table) =>
    foldersIn(join(folder, table)).map((name) => readCase(folder, table, name)),
  )

const foldersIn = (folder: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name)
        .sort()
    : []

function readCase(folder: string, table: string, name: string): Case {
  const place = join(folder, table, name)
  const read = (file: string) => {
    try {
      return parseTable(readFileSync(join(place, file), 'utf8'))
    } catch (error) {
      throw new Error(`${table}/${name}/${file}: ${String(error)}`, { cause: error })
    }
  }
  const files = existsSync(join(place, 'given')) ? readdirSync(join(place, 'given')).sort() : []
  const paramsFile = join(place, 'params.json')
  return {
    table,
    name,
    given: files
      .filter((file) => file.endsWith('.csv'))
      .map((file) => ({ table: basename(file, '.csv'), content: read(join('given', file)) })),
    expect: read('expect.csv'),
    params: existsSync(paramsFile)
      ? caseParams.parse(JSON.parse(readFileSync(paramsFile, 'utf8')))
      : {},
  }
}

/** `"2026-03-10"` is a date and `"2026-03-10T00:00:00Z"` an instant; other texts are texts. */
const caseParams: z.ZodType<Params> = z.record(
  z.string().regex(/^[a-z_]\w*$/),
  z.union([
    z.string().transform(typedText),
    z.number(),
    z.boolean(),
    z.array(z.string()),
    z.array(z.number()),
    z.object({ type: z.literal('decimal'), value: z.string() }),
  ]),
)

function typedText(value: string) {
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return { type: 'date' as const, value }
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value)) return { type: 'timestamp' as const, value }
  return value
}

/**
 * The given tables with types, and an empty one for every described table that the query reads and the case leaves out.
 * Columns that the header leaves out are null. Throws for a column without a type.
 */
export function givenTables(sql: string, one: Case, typesOf: TypesOf): readonly TypedTable[] {
  const given = one.given.map(({ table, content }) => typed(table, content, typesOf(table)))
  const names = new Set(given.map(({ table }) => table))
  const others = new Set(
    [...sql.matchAll(/\b(?:from|join)\s+([a-z_]\w*)/g)].map(([, table = '']) => table),
  )
  const empty = [...others].flatMap((table) => {
    const columns = names.has(table) ? undefined : typesOf(table)
    return columns ? [{ table, columns, rows: [] }] : []
  })
  return [...given, ...empty]
}

function typed(table: string, content: TableText, known: readonly Column[] = []): TypedTable {
  const own = content.columns.map(({ name, type }): Column => {
    const described = known.find((column) => column.name === name)
    if (type) return { name, type: type as SqlType, meaning: '' }
    if (described) return described
    throw new Error(`given/${table}.csv: ${name} has no type; write ${name}:varchar or the like`)
  })
  const rows = content.rows.map((row) =>
    Object.fromEntries(own.map(({ name }, i) => [name, row[i] ?? null])),
  )
  const rest = known.filter(({ name }) => !own.some((column) => column.name === name))
  return { table, columns: [...own, ...rest], rows }
}

/** What the case expects, with the types that the product promises for that table. */
export function expectedTable({ table, expect }: Case, typesOf: TypesOf): TableText {
  const known = typesOf(table) ?? []
  const columns = expect.columns.map(({ name, type }) => {
    const promised = type ?? known.find((column) => column.name === name)?.type
    return promised ? { name, type: promised } : { name }
  })
  return { columns, rows: expect.rows }
}
