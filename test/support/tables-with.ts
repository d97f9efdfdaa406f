/** Looks for a person in the tables of a deployed night, as an analyst can. */
import { severalAtOnce } from '../../functions/concurrency.ts'
import { readPublished } from '../../functions/lake.ts'
import { ident, literal } from '../../functions/platform/sql.ts'
import type { DeployedShop } from './deployed-shop.ts'

/** The tables of the first attempt at a night with a text that is one of these words, sorted. */
export async function tablesWith(
  { account, deployment, lake }: DeployedShop,
  asOf: string,
  words: readonly string[],
): Promise<readonly string[]> {
  const { tables } = await readPublished(lake, { asOf, attempt: 1 })
  const questions = Object.entries(tables).flatMap(([name, { columns, rows }]) => {
    const texts = columns.filter(({ type }) => type === 'varchar')
    if (rows === 0 || texts.length === 0) return []
    const holds = texts.map((column) => `lower(${ident(column.name)}) in ${literal(words)}`)
    return `select ${literal(name)} as name, count(*) as many from ${ident(name)}
where as_of = date ${literal(asOf)} and (${holds.join(' or ')})`
  })
  const groups = Array.from({ length: Math.ceil(questions.length / mostTogether) }, (_, i) =>
    questions.slice(i * mostTogether, (i + 1) * mostTogether).join('\nunion all\n'),
  )
  const answers = await severalAtOnce(groups, 2, (sql) => account.ask(sql, deployment))
  return answers
    .flatMap(({ rows }) => rows)
    .flatMap(([name, many]) => (name && many !== '0' ? [name] : []))
    .sort()
}

/** An engine refuses a query of more than a hundred stages. */
const mostTogether = 25
