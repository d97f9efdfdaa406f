/** What a table needs before its rows mean anything. */
import { type Facts, share } from './facts.ts'
import type { TableMatch } from './match.ts'
import { fileFit } from './names.ts'
import { knownWords, mapWords } from './words.ts'

/** What a table still needs before its rows mean anything. */
export function lacks({ table, matches }: TableMatch, path: string): readonly string[] {
  const has = (column: string) => matches.has(column)
  const strong = (column: string) => (matches.get(column)?.fit ?? 0) >= 3
  const any = (...columns: readonly string[]) => columns.some(has)
  const need = (...pairs: readonly (readonly [string, boolean])[]) =>
    pairs.filter(([, there]) => !there).map(([what]) => what)
  const isNamed = fileFit(table, path) === 2
  switch (table) {
    case 'orders':
      return need(
        ['a customer or an order number', any('order_id', 'customer_id')],
        ['a date', has('ordered_at')],
        ['a total', has('total')],
      )
    case 'order_items':
      return need(
        [
          'an order number, or a customer and a date',
          has('order_id') || (has('customer_id') && has('ordered_at')),
        ],
        ['a price or an amount', any('amount', 'unit_price') || (has('sku') && has('order_id'))],
        [
          'a date, or anything about the line',
          has('ordered_at') || any('line_id', 'sku', 'quantity', 'unit_price') || strong('amount'),
        ],
      )
    case 'customers':
      return need(
        ['a customer id or an address', any('customer_id', 'email')],
        [
          'anything about the customer',
          any(
            'email',
            'first_name',
            'last_name',
            'birth_date',
            'gender',
            'country',
            'region',
            'city',
            'signed_up_at',
            'phone',
          ),
        ],
      )
    case 'events':
      return need(
        ['a time', has('occurred_at')],
        ['what happened', has('name')],
        ['a customer', has('customer_id')],
      )
    case 'survey_answers':
      return need(
        ['a time', has('answered_at')],
        ['a score or words', any('score', 'text')],
        ['a question or a score', strong('question') || strong('score') || strong('text')],
      )
    case 'accounts':
      return need(
        ['an account id', has('account_id')],
        [
          'anything about the company',
          any('industry', 'employees', 'revenue', 'growth_stage', 'technologies'),
        ],
      )
    case 'consents':
      return need(
        ['a customer', has('customer_id')],
        ['a purpose', has('purpose')],
        ['yes or no', has('granted')],
        ['a time', has('at')],
      )
    case 'email_events':
      return need(
        ['a time', has('at')],
        ['what became of the email', has('kind') && knowsMost(matches.get('kind')!.facts)],
        ['a customer or a message', any('customer_id', 'message_id')],
      )
    case 'life_events':
      return need(
        ['a customer', has('customer_id')],
        ['a kind', strong('kind') || (isNamed && has('kind'))],
        ['a date', has('date')],
      )
    case 'fx_rates':
      return need(
        ['a date', has('date')],
        ['a currency', has('currency')],
        ['a rate', strong('rate') || (isNamed && has('rate'))],
      )
  }
}

function knowsMost(facts: Facts): boolean {
  const known = knownWords('email_events', 'kind') ?? {}
  const { map } = mapWords(known, facts.words.keys())
  return share(facts, (word) => Object.hasOwn(map, word)) >= 0.6
}
