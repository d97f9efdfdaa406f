/** Orders that would count twice, or of which one would count for two. */
import type { CanonicalName } from '../ingest/canonical.ts'
import type { Remark, SourceProposal } from './proposal.ts'
import type { Draft } from './source.ts'

/** What a payment provider writes of orders that the shop writes too: counted once, if a person says so. */
export function withRepeats(
  sources: readonly SourceProposal[],
  drafts: readonly Draft[],
): readonly SourceProposal[] {
  const shopWith = (name: CanonicalName) =>
    sources.find(
      ({ tables }, i) =>
        (drafts[i]?.export?.role ?? 'shop') === 'shop' &&
        tables.some(({ table }) => table === name),
    )
  const shop = shopWith('orders')
  const lines = shopWith('order_items')
  return sources.map((source, i) => {
    if (drafts[i]?.export?.role !== 'payments') return source
    const tables = source.tables.map((table) => {
      if (table.table !== 'orders') return table
      if (shop) {
        const text = `${question(source, shop)} Then each must count once; keep one of the lines`
        const asked = { weight: 'ask', text, choice: true } as const
        return { ...table, repeats: { of: shop.name }, remarks: [...table.remarks, asked] }
      }
      if (!lines) return table
      const text = `${question(source, lines)} Then both would count: leave one of the files out`
      return { ...table, remarks: [...table.remarks, { weight: 'ask', text } as const] }
    })
    return { ...source, tables }
  })
}

const question = (payments: SourceProposal, shop: SourceProposal) =>
  `do the payments of ${said(payments)} repeat the orders of ${said(shop)}?`

/** A source as a person knows it. */
const said = ({ shown, paths: [path = ''] }: SourceProposal): string =>
  shown === undefined ? path : `${shown} (${path})`

/** Exports of one kind in several shapes that hold the same orders, which would count in each. */
export function countedTwice(drafts: readonly Draft[]): readonly Remark[] {
  return drafts.flatMap((draft, i) => {
    const ids = draft.columns.get('order_id')?.words
    const twin = drafts
      .slice(0, i)
      .find((other) => other.export !== undefined && other.export === draft.export)
    const others = twin?.columns.get('order_id')?.words
    const both = [...(ids?.keys() ?? [])].find((id) => others?.has(id))
    if (!twin || both === undefined) return []
    const text = `${draft.source.paths[0]} and ${twin.source.paths[0]} both hold order ${both}, which would count twice: bring each order once`
    return [{ weight: 'ask' as const, text }]
  })
}

/** Orders that differ under one number, as two shops’ do in one source: of them one would count. */
export function sharedNumbers(drafts: readonly Draft[]): readonly Remark[] {
  return drafts.flatMap(({ source, columns }) => {
    const [ids, times] = [columns.get('order_id'), columns.get('ordered_at')]
    if (source.tables[0]?.table !== 'orders' || !ids || !times) return []
    const seen = new Map<string, string>()
    for (const [row, id] of ids.values.entries()) {
      const time = times.values[row] ?? ''
      const other = seen.get(id)
      if (id === '' || time === '') continue
      if (other !== undefined && other !== time) {
        const text = `${ids.name} ${id} is the number of two orders, ${other} and ${time}, of which one would count: bring a column that tells them apart${source.paths.length > 1 ? ', or one shop’s files alone' : ''}`
        return [{ weight: 'ask' as const, text }]
      }
      seen.set(id, time)
    }
    return []
  })
}
