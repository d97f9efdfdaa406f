/** A file that does not name its columns: what their values tell, and what a person must say. */
import type { Facts } from './facts.ts'
import type { FileGroup } from './groups.ts'
import type { FormatProposal, MappingProposal, NamelessColumn, SourceProposal } from './proposal.ts'

/** Proposes lines of orders from dates and amounts alone; the names of the rest are a question. */
export function namelessSource(
  group: FileGroup,
  format: FormatProposal,
): SourceProposal | { readonly reason: string } {
  const roles = group.columns.map((facts) => roleOf(facts))
  const only = (role: string) => {
    const at = roles.flatMap((one, index) => (one === role ? [index] : []))
    return at.length === 1 ? group.columns[at[0]!] : undefined
  }
  const [date, amount] = [only('ordered_at'), only('amount')]
  if (!date || !amount)
    return { reason: 'no header, and not one date and one amount: give it a header' }
  const known = new Map([
    [date, 'ordered_at'],
    [amount, 'amount'],
  ])
  const header = group.columns.map((facts) => known.get(facts) ?? '?')
  const [{ path, rows, whole }] = group.files as [FileGroup['files'][number]]
  const say = (column: string, mapping: MappingProposal) => ({ column, mapping, remarks: [] })
  return {
    name: group.name,
    files: group.patterns,
    paths: [path],
    rows,
    isWhole: whole,
    format: {
      ...format,
      ...(amount.numbers?.decimal ? { decimal: amount.numbers.decimal } : {}),
      header,
    },
    nameless: group.columns.map((facts) => described(facts, known.get(facts))),
    tables: [
      {
        table: 'order_items',
        columns: [
          say('order_id', { join: ['customer_id', 'ordered_at'] }),
          say('customer_id', { from: 'customer_id' }),
          dated(date),
          {
            column: 'status',
            mapping: { constant: 'paid' },
            remarks: [{ weight: 'say', text: 'no status: every order counts as paid' }],
          },
          say('amount', {
            from: 'amount',
            ...((amount.numbers?.dressed ?? 0) > 0 ? { strip: 'money' } : {}),
          }),
        ],
        remarks: [
          {
            weight: 'unsure',
            text: 'no order number: what a customer bought at one instant is one order',
          },
        ],
      },
    ],
    notPlaced: [],
    remarks: [
      {
        weight: 'ask',
        text: `no header: fill in the names of its columns; one must be customer_id`,
      },
    ],
  }
}

type Role = 'ordered_at' | 'amount' | 'number' | 'text'

function roleOf({ dates, numbers }: Facts): Role {
  if (dates && dates.share >= 0.99 && (numbers === undefined || plausible(dates.formats))) {
    return 'ordered_at'
  }
  if (!numbers || numbers.share < 0.95) return 'text'
  return numbers.whole ? 'number' : 'amount'
}

/** Eight digits are a date only where all of them are one; `readDates` has seen to months and days. */
const plausible = (formats: readonly string[]) => formats.every((format) => format.startsWith('Y'))

function dated({ dates }: Facts) {
  const formats = dates?.formats ?? []
  if (formats.length === 1) {
    return {
      column: 'ordered_at',
      mapping: { from: 'ordered_at', format: formats[0]! },
      remarks: [],
    }
  }
  return {
    column: 'ordered_at',
    choices: formats.map((format) => ({ from: 'ordered_at', format })),
    remarks: [
      {
        weight: 'ask' as const,
        text: `${formats.join(' or ')}? No date tells day from month; keep one of the lines`,
      },
    ],
  }
}

function described(facts: Facts, known: string | undefined): NamelessColumn {
  const { words, dates, numbers, filled } = facts
  const examples = [...words.keys()].slice(0, 3)
  const different = `${words.size.toLocaleString('en')} different`
  if (known) {
    const about = known === 'ordered_at' ? `dates ${dates?.formats[0]}` : 'amounts'
    return { examples, about, guess: known }
  }
  const isCode = examples.some((word) => /^0\d/.test(word)) || words.size > 0.2 * filled
  const kind = numbers ? 'whole numbers' : 'words'
  const guess = isCode ? 'customer_id' : numbers && words.size < 200 ? 'quantity' : undefined
  return { examples, about: `${kind}, ${different}`, ...(guess ? { guess } : {}) }
}
