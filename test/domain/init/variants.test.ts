import { expect, it } from 'vitest'
import { readConfig } from '../../../functions/config-file.ts'
import {
  isReady,
  type Proposal,
  type TableProposal,
} from '../../../functions/domain/init/proposal.ts'
import { propose } from '../../../functions/domain/init/propose.ts'
import { yamlOf } from '../../../functions/domain/init/yaml.ts'
import { type Variant, variant } from './variants.ts'

const variants = Array.from({ length: 100 }, (_, seed) => variant(seed + 1))

type Verdict =
  | { readonly kind: 'right' }
  | { readonly kind: 'warned' | 'wrong'; readonly about: string }

it('maps 95 of 100 shops right, and none wrong without saying so', () => {
  const verdicts = variants.map((one) => judged(one, proposed(one)))
  const of = (kind: Verdict['kind']) => verdicts.filter((one) => one.kind === kind)
  const count = (kind: Verdict['kind']) => of(kind).length
  console.log(
    `${count('right')} right, ${count('warned')} said, ${count('wrong')} wrong in silence`,
  )
  verdicts.forEach((one, i) => {
    if (one.kind !== 'right') console.log(`seed ${variants[i]?.seed}: ${one.kind}: ${one.about}`)
  })
  expect(of('wrong')).toEqual([])
  expect(count('right')).toBeGreaterThanOrEqual(95)
})

it('calls ready only what reads as a config', () => {
  for (const one of variants) {
    const proposal = proposed(one)
    if (!isReady(proposal)) continue
    const { config } = readConfig(yamlOf(proposal, '.'), 'nocturne.yaml')
    expect(Object.keys(config.sources)).toHaveLength(1)
  }
  expect(variants.filter((one) => isReady(proposed(one))).length).toBeGreaterThan(45)
})

it('notices when a mapping is wrong', () => {
  const [one] = variants as [Variant]
  const right = proposed(one)
  const [source] = right.sources as [Proposal['sources'][number]]
  const swapped = source.tables.map((table) => ({
    ...table,
    columns: table.columns.map((column) =>
      column.column === 'customer_id' ? { ...column, mapping: { from: 'nobody' } } : column,
    ),
  }))
  const wrong = { ...right, sources: [{ ...source, tables: swapped }] }
  expect(judged(one, wrong).kind).toBe('wrong')
})

const proposed = ({ path, text }: Variant): Proposal =>
  propose([{ kind: 'text', path, chunks: [new TextEncoder().encode(text)], whole: true }], 'shop')

/** Compares what is proposed for a shop with what it wrote. A difference counts as said if a remark names the column. */
function judged(given: Variant, { sources, leftOut }: Proposal): Verdict {
  const [source] = sources
  if (!source) return { kind: 'warned', about: `left out: ${leftOut[0]?.reason}` }
  const [table] = source.tables as [TableProposal]
  const doubts = [source, ...source.tables, ...source.tables.flatMap(({ columns }) => columns)]
    .flatMap(({ remarks }) => remarks)
    .filter(({ weight }) => weight !== 'say')
    .map(({ text }) => text)
  if (table.table !== given.table) {
    const about = `${table.table} instead of ${given.table}`
    const isSaid = doubts.some((text) => text.includes('no order number'))
    return { kind: isSaid ? 'warned' : 'wrong', about }
  }
  const differences = source.tables.flatMap((one) =>
    differencesOf(given, source.format.decimal, one),
  )
  const silent = differences.filter(
    ({ names }) =>
      !names.some((name) => doubts.some((text) => text.includes(name))) &&
      !names.every((name) => source.notPlaced.includes(name)),
  )
  const about = differences.map(({ about: text }) => text).join('; ')
  if (silent.length > 0) return { kind: 'wrong', about }
  if (source.format.delimiter !== given.delimiter) return { kind: 'wrong', about: 'delimiter' }
  return differences.length > 0 ? { kind: 'warned', about } : { kind: 'right' }
}

interface Difference {
  readonly about: string
  readonly names: readonly string[]
}

function differencesOf(
  { columns, table }: Variant,
  decimal: '.' | ',' | undefined,
  { table: name, columns: proposals }: TableProposal,
): readonly Difference[] {
  const found: Difference[] = []
  for (const { column, mapping } of proposals) {
    if (mapping?.constant !== undefined || (name !== table && column === 'customer_id')) continue
    const expected = columns[column]
    if (!expected) {
      found.push({ about: `${mapping?.from} as ${column}`, names: [mapping?.from ?? column] })
    } else if (mapping?.from !== expected.from) {
      found.push({
        about: `${mapping?.from} as ${column}, not ${expected.from}`,
        names: [mapping?.from ?? expected.from],
      })
    } else if (mapping.format !== expected.format) {
      found.push({
        about: `${column} ${mapping.format}, not ${expected.format}`,
        names: [expected.from],
      })
    } else if ((mapping.decimal ?? decimal) !== (expected.decimal ?? '.') && expected.decimal) {
      found.push({ about: `${column} without its comma`, names: [expected.from] })
    }
  }
  if (name !== table) return found
  const mapped = new Set(proposals.map(({ column }) => column))
  const missed = Object.entries(columns).filter(([column]) => !mapped.has(column))
  return [
    ...found,
    ...missed.map(([column, { from }]) => ({
      about: `${from} missed as ${column}`,
      names: [from],
    })),
  ]
}
