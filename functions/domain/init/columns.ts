/** A matched column as a mapping: format, decimals, words, and what is doubtful about them. */
import { type CanonicalName, canonicalTable } from '../ingest/canonical.ts'
import { type Facts, share } from './facts.ts'
import { kindOf } from './kinds.ts'
import type { Match } from './match.ts'
import type { Fit } from './names.ts'
import type { ColumnProposal, Remark, Weight } from './proposal.ts'
import { type Habits, readColumn } from './readings.ts'

/** The mapping of a match; a tie of a needed column is left to a person. */
export function mapColumn(table: CanonicalName, match: Match, habits: Habits): ColumnProposal {
  const { column, facts, fit, rivals, isTie } = match
  const mapped = mapFacts(table, column, facts, habits)
  const others = rivals.slice(0, 3).map(({ name }) => name)
  if (isTie) {
    const choices = [facts, ...rivals]
      .slice(0, 4)
      .map((one) => mapFacts(table, column, one, habits))
    // Without either, orders that were cancelled or given back would count.
    const counts = isNeeded(table, column) || column === 'status' || column === 'refunded'
    const weight: Weight = counts ? 'ask' : 'unsure'
    return {
      column,
      choices: choices.flatMap(({ mapping, choices: formats }) => mapping ?? formats ?? []),
      remarks: [
        {
          weight,
          text: `${facts.name} or ${others.join(' or ')}? Nothing tells; keep one of the lines`,
          choice: true,
        },
      ],
    }
  }
  const remarks = [...mapped.remarks]
  if (others.length > 0) {
    remarks.push(remark('say', `${facts.name} fits best; also possible: ${others.join(', ')}`))
  }
  const isAddress = column === 'customer_id' && share(facts, (word) => word.includes('@')) > 0.5
  if (isAddress) remarks.push(remark('say', 'no number of the customer: the address is the id'))
  else if (fit === 1 && kindOf(table, column) !== 'words') {
    remarks.push(remark('unsure', `${facts.name} for ${column}: taken for want of a clearer name`))
  }
  const blank = 1 - facts.filled / Math.max(1, facts.values.length)
  if (isNeeded(table, column) && column !== 'customer_id' && blank > 0.02) {
    const text = `${facts.name} is empty in ${Math.round(100 * blank)} % of the rows: these will be rejected`
    remarks.push(remark('unsure', text))
  }
  if (!habits.isWhole && mapped.mapping?.map !== undefined) {
    remarks.push(remark('say', 'only part of the file was looked at: other words stay as written'))
  }
  return { ...mapped, evidence: fits[fit], remarks }
}

const fits: Readonly<Record<Fit, string>> = {
  4: 'the name is the column’s own',
  3: 'the name can mean nothing else',
  2: 'the name is likely, and the values fit',
  1: 'a name for many things, taken for want of better',
}

/** Columns without which the rows of a table are rejected. */
export function isNeeded(table: CanonicalName, column: string): boolean {
  if (canonicalTable(table).columns[column]?.required) return true
  return (
    table === 'order_items' && /^(ordered_at|amount|unit_price|quantity|customer_id)$/.test(column)
  )
}

const remark = (weight: Weight, text: string): Remark => ({ weight, text })

function mapFacts(
  table: CanonicalName,
  column: string,
  facts: Facts,
  habits: Habits,
): ColumnProposal {
  const needed = isNeeded(table, column)
  const found = readColumn(table, column, facts, { habits, needed })
  const { mapping = {}, choices, unknownWords, remarks = [] } = found
  const from = { from: facts.name }
  if (choices) {
    return { column, choices: choices.map((one) => ({ ...from, ...one })), remarks }
  }
  return {
    column,
    mapping: { ...from, ...mapping },
    ...(unknownWords && unknownWords.length > 0 ? { unknownWords } : {}),
    remarks,
  }
}
