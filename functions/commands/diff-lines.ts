/** What changed between two nights, as a terminal shows it and as other programs read it. */
import { type Diff, type GroupChange, isMoved } from '../domain/diff/diff.ts'
import { csv } from '../domain/report/csv.ts'
import { change, count, type Money, plural } from '../domain/report/format.ts'
import { inColumns } from './in-columns.ts'

/** A sentence, then a table a part; groups that are as they were are counted only. */
export function diffLines(diff: Diff, money: Money): string {
  const { before, after, customers, revenue, segments, stages, tiers } = diff
  const { entered, left } = customers
  const size = `${count(customers.customers.before)} → ${count(customers.customers.after)}`
  const parts = [
    `From ${before} to ${after}: ${moved(entered, left)}${size}.\n`,
    entered + left > 0 && groupTable('all', [customers], money),
    inColumns(
      ['net spend of customers', 'before', 'after', 'change'],
      revenue.map(({ days, money: { before: was, after: is } }) => [
        days === undefined ? 'in all' : `in ${days} days`,
        money.about(was),
        money.about(is),
        money.change(is - was),
      ]),
    ),
    groupTable('segment', segments, money),
    groupTable('lifecycle stage', stages, money),
    tiers && groupTable('value tier', tiers, money),
  ]
  return parts.filter((part) => part !== false && part !== undefined).join('\n')
}

const moved = (entered: number, left: number) =>
  entered + left === 0
    ? 'no customer came or left, '
    : `${count(entered)} ${plural(entered, 'customer')} came, ${count(left)} left, `

/** The groups of a part that are worth a row; how many are not, below. */
export function groupTable(
  what: string,
  groups: readonly GroupChange[],
  money: Money,
  isShown: (group: GroupChange) => boolean = isMoved,
): string {
  const shown = groups.filter(isShown)
  const rest = groups.length - shown.length
  const restLine = `${count(rest)} ${plural(rest, what)} with the same customers\n`
  if (shown.length === 0) return restLine
  const table = inColumns(
    [
      what,
      'before',
      'after',
      'change',
      'entered',
      'left',
      'money before',
      'after',
      'entered, e.g.',
      'left, e.g.',
    ],
    shown.map(({ name, isSameRule, customers, entered, left, money: sums, examples }) => [
      isSameRule ? name : `${name} (another rule)`,
      count(customers.before),
      count(customers.after),
      change(customers.after - customers.before),
      count(entered),
      count(left),
      money.about(sums.before),
      money.about(sums.after),
      examples.entered.join(' ') || null,
      examples.left.join(' ') || null,
    ]),
  )
  return rest > 0 ? `${table}${restLine}` : table
}

/** All groups, changed or not, one row each. */
export function diffCsv({ customers, revenue, segments, stages, tiers = [] }: Diff): string {
  const rows = (part: string, groups: readonly GroupChange[]) =>
    groups.map(({ id, name, isSameRule, customers, entered, left, money, examples }) => [
      ...[part, id, name, isSameRule, customers.before, customers.after, entered, left],
      ...[money.before, money.after, examples.entered.join(' '), examples.left.join(' ')],
    ])
  return csv(
    [
      ...['part', 'id', 'name', 'is_same_rule', 'customers_before', 'customers_after'],
      ...['entered', 'left', 'money_before', 'money_after', 'entered_examples', 'left_examples'],
    ],
    [
      ...rows('customers', [customers]),
      ...revenue.map(({ days, money: { before, after } }) => {
        const id = days === undefined ? 'all' : `${days}d`
        return ['revenue', id, id, null, null, null, null, null, before, after, null, null]
      }),
      ...rows('segment', segments),
      ...rows('stage', stages),
      ...rows('tier', tiers),
    ],
  )
}
