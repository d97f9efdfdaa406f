/** From what was seen of a folder's files to a proposed config. */
import { type CanonicalName, canonicalNames } from '../ingest/canonical.ts'
import { companyCurrency } from './currency.ts'
import { darkKinds, hasOrders } from './dark.ts'
import { namedEvents } from './event-names.ts'
import { groupFiles } from './groups.ts'
import { joinByAddress, strangers } from './id-spaces.ts'
import { type FileSample, profileFile } from './profile.ts'
import type { Proposal, Remark, SourceProposal } from './proposal.ts'
import { type Draft, proposeSource } from './source.ts'

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
  const told = withoutSideCustomers(joinByAddress(ranked))
  const sources = withNames(told.map(({ source }) => source))
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
    remarks: [...withoutOrders(sources, leftOut), ...strangers(told)],
  }
}

const firstTable = ({ source }: Draft): CanonicalName | undefined => source.tables[0]?.table

const rank = (draft: Draft) => canonicalNames.indexOf(firstTable(draft) ?? 'fx_rates')

/** Where customers have files of their own, orders need not tell of them; addresses that join two id spaces must. */
function withoutSideCustomers(drafts: readonly Draft[]): readonly Draft[] {
  if (!drafts.some((draft) => firstTable(draft) === 'customers')) return drafts
  return drafts.map((draft) => {
    const [first, ...others] = draft.source.tables
    const kept = others.filter(({ table, ids }) => table !== 'customers' || ids !== undefined)
    if (!first || kept.length === others.length) return draft
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

function withNames(sources: readonly SourceProposal[]): readonly SourceProposal[] {
  const count = new Map<string, number>()
  return sources.map((source) => {
    const before = count.get(source.name) ?? 0
    count.set(source.name, before + 1)
    return before === 0 ? source : { ...source, name: `${source.name}_${before + 1}` }
  })
}

function withoutOrders(
  sources: readonly SourceProposal[],
  leftOut: Proposal['leftOut'],
): readonly Remark[] {
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
