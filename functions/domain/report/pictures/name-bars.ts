import type { Html } from '../html.ts'
import { picture } from '../picture.ts'

export interface NameBar {
  readonly name: string
  readonly customers: number
  readonly customersText: string
  readonly revenueText: string
  /** Drawn in blue: the one that the heading speaks of. */
  readonly isFirst: boolean
}

/** A bar a name, its customers beside it, its share of revenue at the far end. */
export function nameBars(given: {
  id: string
  title: string
  desc: string
  bars: readonly NameBar[]
}): Promise<Html> {
  const row = 25
  const top = 18
  const from = 124
  const longest = Math.max(1, ...given.bars.map(({ customers }) => customers))
  const bars = given.bars.map((bar, i) => ({ ...bar, y: top + row * (i + 0.5) }))
  const x = {
    field: 'customers',
    type: 'quantitative',
    axis: null,
    scale: { domain: [0, longest], range: [from, 238], nice: false },
  }
  const y = { field: 'y', type: 'quantitative', scale: null, axis: null }
  const text = (field: string, at: number, align: string, color: string) => ({
    data: { values: bars },
    mark: { type: 'text', align, color },
    encoding: { x: { value: at }, y, text: { field } },
  })
  const title = (label: string, at: number, align: string) => ({
    data: { values: [{ label }] },
    mark: { type: 'text', align, color: 'var(--mute)' },
    encoding: { x: { value: at }, y: { value: 7 }, text: { field: 'label' } },
  })
  const drawn = (isFirst: boolean, color: string) => ({
    data: { values: bars.filter((bar) => bar.isFirst === isFirst) },
    mark: { type: 'bar', height: 15, color },
    encoding: { x, y },
  })
  return picture({
    ...given,
    wide: {
      width: 350,
      height: top + row * bars.length + 2,
      layer: [
        title('customers', from, 'left'),
        title('revenue', 350, 'right'),
        drawn(false, 'var(--grey)'),
        drawn(true, 'var(--blue)'),
        text('name', from - 8, 'right', 'var(--ink)'),
        {
          data: { values: bars },
          mark: { type: 'text', align: 'left', dx: 5, color: 'var(--ink)' },
          encoding: { x, y, text: { field: 'customersText' } },
        },
        text('revenueText', 350, 'right', 'var(--mute)'),
      ],
    },
  })
}
