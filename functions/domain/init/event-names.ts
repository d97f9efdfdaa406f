/** What a shop calls the events that Nocturne knows. */
import { plainName } from './names.ts'
import type { Draft } from './source.ts'

const known: Readonly<Record<string, RegExp>> = {
  view: /^(page|product|item|screen|category)?(view|viewed|views)$|^view(ed)?(page|product|item|content|screen)$|^(product|page)detailview$/,
  cart: /^(add|added)(product|item)?to(cart|basket|bag)$|^(cart|basket|bag)(add|added|itemadded)$|^(product|item)added(tocart)?$|^addcart$/,
  share: /^(product|item|page|content|social)?share[ds]?$/,
  referral:
    /^(referral|refer|referred|referafriend|invite|invited|invitesent|referralsent|friendinvited)$/,
}

/** Sorts the event names of all event sources into ours; `others` are the rest, commonest first. */
export function namedEvents(drafts: readonly Draft[]): {
  readonly events: Readonly<Record<string, readonly string[]>>
  readonly others: readonly string[]
} {
  const counts = new Map<string, number>()
  for (const { source, columns } of drafts) {
    if (source.tables[0]?.table !== 'events') continue
    for (const [word, count] of columns.get('name')?.words ?? []) {
      counts.set(word, (counts.get(word) ?? 0) + count)
    }
  }
  const names = [...counts]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .map(([name]) => name)
  const of = (pattern: RegExp) => names.filter((name) => pattern.test(plainName(name)))
  const events = Object.fromEntries(
    Object.entries(known)
      .map(([ours, pattern]) => [ours, of(pattern)] as const)
      .filter(([, theirs]) => theirs.length > 0),
  )
  const placed = new Set(Object.values(events).flat())
  return { events, others: names.filter((name) => !placed.has(name)) }
}
