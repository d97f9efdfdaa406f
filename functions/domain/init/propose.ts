/** From what was seen of a folder's files to a proposed config. */
import { type CanonicalName, canonicalNames } from '../ingest/canonical.ts'
import { countedTwice, sharedNumbers, withRepeats } from './counted-once.ts'
import { companyCurrency } from './currency.ts'
import { darkKinds, hasOrders } from './dark.ts'
import { proposeSource } from './draft.ts'
import { namedEvents } from './event-names.ts'
import { groupFiles } from './groups.ts'
import { joinByAddress, ownSpaces, strangers } from './id-spaces.ts'
import type { ShopExport } from './platforms/platform.ts'
import { type FileSample, profileFile } from './profile.ts'
import type { ColumnProposal, Proposal, Remark, SourceProposal } from './proposal.ts'
import type { Draft } from './source.ts'

/** Proposes sources for the sampled files of a folder, and says what it could not tell. */
export function propose(samples: readonly FileSample[], folder: string): Proposal {
  const profiles = samples.map(profileFile)
  const leftOut = profiles.flatMap((one) =>
    one.kind === 'unreadable' ? [{ path: one.path, reason: one.reason }] : [],
  )
  const readable = profiles.filter((one) => one.kind === 'profile')
  const drafts: Draft[] = []
  for (const group of groupFiles(
    readable,
    samples.map(({ path }) => path),
  )) {
    const draft = proposeSource(group)
    if ('source' in draft) drafts.push(draft)
    else leftOut.push(...group.files.map(({ path }) => ({ path, reason: draft.reason })))
  }
  const ranked = [...drafts].sort((a, b) => rank(a) - rank(b))
  const { kept, dropped } = withoutRepeats(ranked)
  leftOut.push(...dropped)
  const told = withoutSideCustomers(joinByAddress(ownSpaces(kept)))
  const named = withLookUps(withNames(told.map(({ source }) => source)))
  const sources = withRepeats(named, told)
  const { currency, remarks: currencyRemarks } = companyCurrency(told)
  const { events, others } = namedEvents(told)
  return {
    company: { name: titled(folder), ...(currency ? { currency } : {}) },
    companyRemarks: { currency: currencyRemarks },
    sources,
    leftOut,
    events,
    otherEvents: others,
    dark: darkKinds(sources),
    remarks: [
      ...withoutOrders(sources, leftOut),
      ...strangers(told),
      ...countedTwice(told),
      ...sharedNumbers(told),
    ],
  }
}

const firstTable = ({ source }: Draft): CanonicalName | undefined => source.tables[0]?.table

const roles: readonly ShopExport['role'][] = ['shop', 'marketplace', 'payments', 'audience']

const rank = (draft: Draft) =>
  100 * roles.indexOf(draft.export?.role ?? 'shop') +
  canonicalNames.indexOf(firstTable(draft) ?? 'fx_rates')

/** Of two exports that hold the same orders the poorer is left out. */
function withoutRepeats(drafts: readonly Draft[]): {
  readonly kept: readonly Draft[]
  readonly dropped: Proposal['leftOut']
} {
  const richer = (draft: Draft) =>
    drafts.find((one) => one.export && one.export.id === draft.export?.repeats)
  return {
    kept: drafts.filter((draft) => !richer(draft)),
    dropped: drafts.flatMap((draft) => {
      const other = richer(draft)
      if (!other) return []
      const reason = `${draft.source.shown}: the same orders as ${other.source.paths[0]}, which says more`
      return draft.source.paths.map((path) => ({ path, reason }))
    }),
  }
}

/** Where customers have files of their own, orders need not tell of them; addresses that join two id spaces must. */
function withoutSideCustomers(drafts: readonly Draft[]): readonly Draft[] {
  if (!drafts.some((draft) => firstTable(draft) === 'customers')) return drafts
  return drafts.map((draft) => {
    const [first, ...others] = draft.source.tables
    const kept = others.filter(({ table, ids }) => table !== 'customers' || ids !== undefined)
    if (!first || draft.export || kept.length === others.length) return draft
    const dropped = others.filter((table) => !kept.includes(table))
    const columns = dropped.flatMap((table) =>
      table.columns.flatMap(({ column, mapping }) =>
        column !== 'customer_id' && mapping?.from ? [mapping.from] : [],
      ),
    )
    return {
      ...draft,
      source: {
        ...draft.source,
        tables: [first, ...kept],
        notPlaced: [...draft.source.notPlaced, ...columns],
      },
    }
  })
}

/** Of sources with one name the first keeps it, the others count up to one that nobody has. */
function withNames(sources: readonly SourceProposal[]): readonly SourceProposal[] {
  const taken = new Set(sources.map(({ name }) => name))
  const kept = new Set<string>()
  return sources.map((source) => {
    const { name } = source
    if (!kept.has(name)) {
      kept.add(name)
      return source
    }
    let number = 2
    // Config takes names of 41 characters.
    const numbered = () => `${name.slice(0, 40 - String(number).length)}_${number}`
    while (taken.has(numbered())) number += 1
    taken.add(numbered())
    return { ...source, name: numbered() }
  })
}

/** Look-ups by the names of their sources. What can’t be looked up is left out, and said. */
function withLookUps(sources: readonly SourceProposal[]): readonly SourceProposal[] {
  const nameOf = (id: string) => sources.find(({ as }) => as === id)?.name
  const ofColumn = (column: ColumnProposal): readonly ColumnProposal[] => {
    const { through, ...mapping } = column.mapping ?? {}
    if (!through) return [column]
    const missing = through.find(({ source }) => nameOf(source) === undefined)
    if (!missing) {
      const steps = through.map((step) => ({ ...step, source: nameOf(step.source)! }))
      return [{ ...column, mapping: { ...mapping, through: steps } }]
    }
    const text = `${mapping.from} is not the customer’s: the file of ${missing.source} says who it is. Put it beside this one`
    return [{ ...column, mapping, remarks: [...column.remarks, { weight: 'ask', text }] }]
  }
  return sources.map((source) => ({
    ...source,
    tables: source.tables.map((table) => ({ ...table, columns: table.columns.flatMap(ofColumn) })),
  }))
}

function withoutOrders(
  sources: readonly SourceProposal[],
  leftOut: Proposal['leftOut'],
): readonly Remark[] {
  const of = (name: CanonicalName) =>
    sources.flatMap(({ tables }) => tables.filter(({ table }) => table === name))
  const lacksTotals = of('orders').some(
    ({ columns }) => !columns.some(({ column }) => column === 'total'),
  )
  if (lacksTotals && of('order_items').length === 0) {
    const text = 'orders without totals, and no file of their items: put it beside them'
    return [{ weight: 'ask', text }]
  }
  if (hasOrders(sources)) return []
  const text =
    'no orders: without customer, date and amount of what was bought there is nothing to compute'
  const lines = sources.find(({ tables }) => tables[0]?.table === 'order_items')
  const orders = leftOut.find(({ reason }) => /^looks like orders, but lacks a total/.test(reason))
  if (!lines || !orders) return [{ weight: 'ask', text }]
  const how = `${orders.path} has customer and date, ${lines.paths[0]} the amounts: put a total into the one, or customer and date into the other`
  return [{ weight: 'ask', text: `${text}. ${how}` }]
}

/** `gift-shop` to `Gift shop`. */
function titled(folder: string): string {
  const words = folder.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()
  return words === '' ? 'Company' : words[0]!.toUpperCase() + words.slice(1, 80)
}
