/** Looks for a person in a file of the lake, whatever it is written in. */
import { readFile } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import type { Engine } from '../../platform/local/engine.ts'
import { exactPath } from '../../platform/local/exact-path.ts'
import { ident, literal } from '../../platform/sql.ts'
import type { Person } from './person.ts'

/** What to look for, in lower case. */
export interface Traces {
  readonly ids: readonly string[]
  readonly addresses: readonly string[]
  readonly names: readonly (readonly [first: string, last: string])[]
}

/** An id is looked for by itself and with its space, as the lake writes it. */
export function traces(wanted: string, { ids, profiles, addresses, names }: Person): Traces {
  const written = [
    ...[wanted, ...ids],
    ...profiles.flatMap((one) => [
      one.source_customer_id,
      `${one.id_space}:${one.source_customer_id}`,
    ]),
  ]
  const lower = (texts: readonly string[]) => [...new Set(texts.map((one) => one.toLowerCase()))]
  return {
    ids: lower(written).filter((one) => !one.includes('@')),
    addresses: lower([...addresses, ...written.filter((one) => one.includes('@'))]),
    names: names.map(([first, last]) => [first.toLowerCase(), last.toLowerCase()] as const),
  }
}

/** Which of id, address and name a file holds; `name` says what it is written in. */
export async function foundIn(
  engine: Engine,
  name: string,
  path: string,
  looked: Traces,
): Promise<readonly string[]> {
  if (name.endsWith('.parquet')) return inParquet(engine, path, looked)
  const bytes = await readFile(path)
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b
  const text = (isPacked ? gunzipSync(bytes) : bytes).toString('utf8')
  return inText(name.replace(/\.gz$/, ''), text, looked)
}

async function inParquet(engine: Engine, path: string, looked: Traces): Promise<readonly string[]> {
  const from = `read_parquet(${exactPath(path)})`
  const described = await engine.rows(`describe select * from ${from}`)
  const texts = described.flatMap(({ column_name, column_type }) =>
    /VARCHAR/.test(String(column_type)) ? [String(column_name)] : [],
  )
  const [row] = await engine.rows(
    `select ${asked(texts, looked)
      .map(([word, sql]) => `coalesce(bool_or(${sql}), false) as ${word}`)
      .join(', ')} from ${from}`,
  )
  return Object.entries(row ?? {}).flatMap(([word, isThere]) => (isThere ? [word] : []))
}

function asked(columns: readonly string[], { ids, addresses, names }: Traces) {
  const lower = (name: string) => `lower(cast(${ident(name)} as varchar))`
  const any = (conditions: readonly string[]) => conditions.join(' or ') || 'false'
  const holds = (words: readonly string[]) =>
    columns.flatMap((one) => words.map((word) => `contains(${lower(one)}, ${literal(word)})`))
  const whole = columns
    .filter((one) => !othersIds.test(one))
    .map((one) => `${lower(one)} in ${literal(ids)}`)
  const both = columns.includes('first_name') && columns.includes('last_name') ? names : []
  const named = both.map(
    ([first, last]) =>
      `(${lower('first_name')} = ${literal(first)} and ${lower('last_name')} = ${literal(last)})`,
  )
  return [
    ['id', any(ids.length > 0 ? whole : [])],
    ['address', any(holds(addresses))],
    ['name', any([...named, ...holds(names.map((one) => one.join(' ')))])],
  ] as const
}

/** Ids of other things: an order may have the number that a customer has. */
const othersIds = /^(order|line|event|answer|account|message|segment|campaign)_id$|^sku$/

function inText(name: string, text: string, { ids, addresses, names }: Traces): readonly string[] {
  // Soft breaks of emails stand within words.
  const lower = (name.endsWith('.eml') ? text.replace(/=\r?\n/g, '') : text).toLowerCase()
  return [
    ...(ids.some((id) => hasId(name, lower, id)) ? ['id'] : []),
    ...(addresses.some((one) => lower.includes(one)) ? ['address'] : []),
    ...(names.some((one) => lower.includes(one.join(' '))) ? ['name'] : []),
  ]
}

/** A number alone may be anything: it counts where it stands for a customer. */
function hasId(name: string, text: string, id: string): boolean {
  const exact = id.replace(/\W/g, '\\$&')
  if (/\.(nd)?json$/.test(name))
    return new RegExp(`"[a-z_]*(customer|profile|alias)[a-z_]*"\\s*:\\s*"${exact}"`).test(text)
  if (name.endsWith('.csv')) return hasCell(text, id)
  return !/^\d{1,6}$/.test(id) && new RegExp(`(?<![\\w-])${exact}(?![\\w-])`).test(text)
}

/** Whether a column of customers holds it. */
function hasCell(text: string, id: string): boolean {
  const [head = '', ...lines] = text.split(/\r?\n/).map((line) => line.split(','))
  const at = [...head].findIndex((cell) => /customer/.test(cell))
  return at >= 0 && lines.some((cells) => cells[at]?.replace(/^"|"$/g, '') === id)
}
