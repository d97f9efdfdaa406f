/** What a person should know of the files of a source, beside their columns. */
import { canonicalTable } from '../ingest/canonical.ts'
import type { FileGroup } from './groups.ts'
import { hasSumLines, repeats } from './lines.ts'
import type { TableMatch } from './match.ts'
import { nameFit, plainName } from './names.ts'
import type { Remark } from './proposal.ts'
import { undoneRemarks } from './undone.ts'

/** Remarks on lines that are no rows, on columns that hold nothing, occur twice or speak of consent. */
export function fileRemarks(
  { files, columns }: FileGroup,
  { table, matches }: TableMatch,
  used: ReadonlySet<string>,
): readonly Remark[] {
  const remarks: Remark[] = [...headerRemarks({ files, columns })]
  const say = (weight: Remark['weight'], text: string) => remarks.push({ weight, text })
  const isOurs = (name: string) =>
    Object.keys(canonicalTable(table).columns).some(
      (column) => (nameFit(table, column, name) ?? 0) > 1,
    )
  const empty = columns.filter(({ name, filled }) => filled === 0 && isOurs(name))
  if (empty.length > 0) {
    say('say', `nothing in ${listed(empty.map(({ name }) => name))} in the lines looked at`)
  }
  const number = matches.get('order_id')
  const amount = matches.get('amount')
  if (amount && number && used.has(amount.facts.name) && hasSumLines(number.facts, amount.facts)) {
    const text = `one line of an order is the sum of its others in ${amount.facts.name}: they would count twice. Take the sums out`
    say('ask', text)
  }
  if (table === 'orders' && number && repeats([number.facts]) > 0) {
    say('say', `some order numbers of ${number.facts.name} repeat: of two rows one counts`)
  }
  for (const { name, filled } of columns) {
    if (used.has(name) || filled === 0) continue
    if (
      /^(acceptsmarketing|acceptsemailmarketing|newsletter|optin|unsubscribedfromallemail|emailmarketingconsent)$/.test(
        plainName(name),
      )
    ) {
      say(
        'unsure',
        `${name} speaks of consent: a consent needs its purpose and its date, see consents`,
      )
    }
  }
  const isOrders = table === 'orders' || table === 'order_items'
  const unread = columns.filter(({ name, filled }) => filled > 0 && !used.has(name))
  if (isOrders) remarks.push(...undoneRemarks(unread, matches.get('status')?.facts))
  return remarks
}

/** Remarks on lines that are no rows, and on columns that occur twice. */
export function headerRemarks({
  files,
  columns,
}: Pick<FileGroup, 'files' | 'columns'>): readonly Remark[] {
  const remarks: Remark[] = []
  const say = (weight: Remark['weight'], text: string) => remarks.push({ weight, text })
  const [{ skip, footer }] = files as [FileGroup['files'][number]]
  const ragged = files.reduce((sum, file) => sum + file.ragged, 0)
  if (skip > 0) say('say', `${skip} ${skip === 1 ? 'line' : 'lines'} before the header`)
  if (footer > 0) say('say', `${footer} ${footer === 1 ? 'line' : 'lines'} after the last row`)
  if (ragged > 0)
    say(
      'unsure',
      files[0]?.type === 'json'
        ? `${ragged} lines are no JSON objects: they will be rejected`
        : `${ragged} lines have more or fewer fields than the header: they will be rejected`,
    )
  const names = columns.map(({ name }) => name)
  const twice = names.filter((name, i) => name !== '' && names.indexOf(name) !== i)
  if (twice.length > 0)
    say('unsure', `columns that occur twice cannot be mapped: ${[...new Set(twice)].join(', ')}`)
  return remarks
}

const listed = (names: readonly string[]) =>
  names.length > 6
    ? `${names.slice(0, 6).join(', ')} and ${names.length - 6} more`
    : names.join(', ')
