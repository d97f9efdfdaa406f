import type { Html } from '../html.ts'
import { picture } from '../picture.ts'

/** A name with its customers and its share of revenue. */
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
  const bars = given.bars.map((bar, i) => {
    const y = top + row * (i + 0.5)
    const end = from + (bar.customers / longest) * 114
    return { ...bar, y, y1: y - 7.5, y2: y + 7.5, start: from, end, beside: end + 5 }
  })
  const at = (name: string) => ({ field: name, type: 'quantitative', scale: null, axis: null })
  const y = at('y')
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
    mark: { type: 'rect', color },
    encoding: { x: at('start'), x2: { field: 'end' }, y: at('y1'), y2: { field: 'y2' } },
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
          mark: { type: 'text', align: 'left', color: 'var(--ink)' },
          encoding: { x: at('beside'), y, text: { field: 'customersText' } },
        },
        text('revenueText', 350, 'right', 'var(--mute)'),
      ],
    },
  })
}
