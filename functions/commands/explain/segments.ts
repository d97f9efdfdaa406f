/** Every segment’s rule with each clause of it, as it holds for one customer. */
import type { Config } from '../../config.ts'
import { type ActiveSegment, activeSegments } from '../../domain/segments/active.ts'
import { clausesOf, compileRule } from '../../domain/segments/compile.ts'
import { ruleInWords } from '../../domain/segments/words.ts'
import { featuresOf } from '../../features.ts'
import type { Reader } from '../../platform/ports.ts'
import { ident, literal } from '../../platform/sql.ts'
import type { Io } from '../command.ts'
import { marked } from './consents.ts'
import type { Customer } from './customer.ts'

/** A rule that was tested. */
interface Tested {
  readonly segment: ActiveSegment
  readonly holds: boolean
  readonly clauses: readonly { readonly text: string; readonly holds: boolean }[]
}

/** Tests every rule and every clause over the customer’s own row. */
export async function testSegments(
  reader: Reader,
  config: Config,
  customer: string,
): Promise<readonly Tested[]> {
  const features = featuresOf(config)
  const segments = activeSegments(config)
  const columns = segments.flatMap(({ id, where }) => [
    `${compileRule(where, features)} as ${ident(id)}`,
    ...clausesOf(where, features).map(({ sql }, i) => `${sql} as ${ident(`${id} ${i}`)}`),
  ])
  const { names, rows } = await reader.ask(
    `select ${columns.join(', ') || '1 as nothing'} from customer_features where customer_id = ${literal(customer)}`,
  )
  const held = new Set(names.filter((_, i) => rows[0]?.[i] === 'true'))
  return segments.map((segment) => ({
    segment,
    holds: held.has(segment.id),
    clauses: clausesOf(segment.where, features).map(({ text }, i) => ({
      text,
      holds: held.has(`${segment.id} ${i}`),
    })),
  }))
}

/** The segments that the customer is in, or all, with their clauses. */
export function segmentLines(
  tested: readonly Tested[],
  { segments }: Customer,
  config: Config,
  all: boolean,
  { out }: Io,
): string {
  const features = featuresOf(config)
  return tested
    .filter(({ holds }) => all || holds)
    .flatMap(({ segment: { id, name, where }, holds, clauses }) => {
      const since = segments.get(id)
      const entered = holds && since ? `, since ${since}` : ''
      return [
        marked(holds, out, `${name} (${id})${entered}: ${ruleInWords(where, features)}`),
        ...clauses.map((clause) => marked(clause.holds, out, clause.text, 6)),
      ]
    })
    .join('')
}
