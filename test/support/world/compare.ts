/** Decisions of the stages beside those of the oracle. */
import type { Row } from '../../../functions/platform/ports.ts'
import { type Decision, keyOf } from '../oracle/candidate.ts'
import { configKey } from '../oracle/config-key.ts'

/** What the two say of one message, where they do not say the same. */
export interface Difference {
  readonly key: string
  /** The columns in which they differ. */
  readonly columns: readonly string[]
  readonly stages: Row | undefined
  readonly oracle: Decision | undefined
}

/** What both must say of every message. */
const always = ['decision', 'reason', 'is_live', 'due_on', 'due_reason', 'expires_on'] as const

/** What is said of a customer who is in a source tonight. */
const ofPeople = [
  'occasion_on',
  'send_at',
  'send_on',
  'send_zone',
  'is_late',
  'variant',
  'purpose',
  'priority',
  'value',
  'consent_at',
  'consent_source',
  'sent_on_day',
  'sent_in_week',
  'last_sent_on',
  'holdout_bucket',
  'campaign_bucket',
  'won_by',
] as const

export function compare(
  rows: readonly Row[],
  decisions: readonly Decision[],
): readonly Difference[] {
  const theirs = new Map(rows.map((row) => [keyOf(row as unknown as Decision), row]))
  const ours = new Map(decisions.map((decision) => [keyOf(decision), decision]))
  const keys = new Set([...theirs.keys(), ...ours.keys()])
  const found = [...keys].flatMap((key): readonly Difference[] => {
    const [stages, oracle] = [theirs.get(key), ours.get(key)]
    const names = stages && oracle ? differing(stages, oracle) : ['row']
    return names.length > 0 ? [{ key, columns: names, stages, oracle }] : []
  })
  if (theirs.size < rows.length) throw new Error('a message has two rows')
  return found
}

function differing(row: Row, decision: Decision): readonly string[] {
  const names = decision.reason === 'gone' ? always : [...always, ...ofPeople]
  const differ: string[] = names.filter(
    (name) => plain(name, row[name]) !== plain(name, decision[name]),
  )
  return row.rule === configKey(decision) ? differ : [...differ, 'rule']
}

/** Instants as numbers, and all else as text. */
function plain(name: string, value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (!name.endsWith('_at')) return String(value)
  const text = String(value).replace(' ', 'T')
  return String(typeof value === 'number' ? value : Date.parse(/Z$/.test(text) ? text : `${text}Z`))
}

/** A difference for people: both decisions, with the numbers. */
export function told({ key, columns, stages, oracle }: Difference): string {
  const shown = (one: object | undefined) =>
    one === undefined
      ? 'nothing'
      : Object.entries(one)
          .map(
            ([name, value]) =>
              `${name}=${name === 'send_at' && typeof value === 'number' ? new Date(value).toISOString() : value}`,
          )
          .join(' ')
  return [
    `${key}: ${columns.join(', ')}`,
    `  stages ${shown(stages)}`,
    `  oracle ${shown(oracle)}`,
  ].join('\n')
}
