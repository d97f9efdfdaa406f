import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { linesOf } from '../../../functions/domain/init/print.ts'
import { propose } from '../../../functions/domain/init/propose.ts'
import { scalar } from '../../../functions/domain/init/scalar.ts'
import { yamlOf } from '../../../functions/domain/init/yaml.ts'

const cell = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.constantFrom(
    '',
    '1',
    '-2.50',
    '1,234',
    '€5',
    '2025-01-31',
    '01/02/2025',
    'a@b.co',
    '"',
    "'7",
    'yes',
    '\u0000',
    '\r',
  ),
)
const header = fc.constantFrom(
  'order_id',
  'customer_id',
  'date',
  'total',
  'status',
  'country',
  'qty',
  'price',
  'email',
  '',
  'x: {',
  '# "a',
)

it('proposes or leaves out any text without falling over, and its YAML parses', () => {
  const table = fc.tuple(
    fc.array(header, { minLength: 1, maxLength: 6 }),
    fc.array(fc.array(cell, { minLength: 1, maxLength: 6 }), { maxLength: 12 }),
    fc.constantFrom(',', ';', '\t', '|', ' '),
    fc.constantFrom('orders.csv', 'a.txt', 'x: [y].csv', 'events.jsonl', "it's #1.csv"),
  )
  fc.assert(
    fc.property(table, ([names, rows, delimiter, path]) => {
      const text = [names, ...rows].map((row) => row.join(delimiter)).join('\n')
      const chunks = [new TextEncoder().encode(text)]
      const proposal = propose([{ kind: 'text', path, chunks, whole: true }], path)
      const yaml = parse(yamlOf(proposal, path)) as { sources?: object }
      expect(Object.keys(yaml.sources ?? {})).toEqual(proposal.sources.map(({ name }) => name))
      expect(linesOf(proposal).join('')).not.toMatch(/\p{Cc}/u)
    }),
    { numRuns: 300 },
  )
})

it('writes any text as a scalar that means the same in a list, a map and alone', () => {
  const texts = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      'yes',
      'null',
      '~',
      '1e3',
      '.5',
      '0x1',
      '-',
      'a: b',
      'a #b',
      '2025-01-01',
      'NO',
      '.inf',
      '=',
      '<<',
    ),
  )
  fc.assert(
    fc.property(texts, (text) => {
      fc.pre(text.isWellFormed())
      const written = scalar(text)
      expect(parse(`a: ${written}`)).toEqual({ a: text })
      expect(parse(`a: [${written}, ${written}]`)).toEqual({ a: [text, text] })
      expect(parse(`a: { k: ${written} }`)).toEqual({ a: { k: text } })
      expect(Object.keys(parse(`{ ${written}: 1 }`))).toEqual([text])
    }),
    { numRuns: 1000, examples: [['k '], ['k']] },
  )
})
