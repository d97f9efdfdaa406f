/** Orders that would count twice, or of which one would count for two. */
import type { Remark } from './proposal.ts'
import type { Draft } from './source.ts'

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
