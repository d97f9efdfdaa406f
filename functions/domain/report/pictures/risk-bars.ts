import type { Html } from '../html.ts'
import { picture } from '../picture.ts'

/** A band of churn probability: what its customers spent, and the part of it that is at risk. */
export interface RiskBar {
  readonly name: string
  readonly customersText: string
  readonly spent: number
  readonly atRisk: number
  readonly riskText: string
  readonly spentText: string
}

/** A bar a band, the part at risk first. */
export function riskBars(given: {
  id: string
  title: string
  desc: string
  bars: readonly RiskBar[]
}): Promise<Html> {
  const [top, row, from, longest] = [4, 44, 66, 190]
  const most = Math.max(1, ...given.bars.map(({ spent }) => spent))
  const bars = given.bars.map((bar, i) => {
    const end = from + (Math.max(0, bar.spent) / most) * longest
    const risk = Math.min(end, from + (Math.max(0, bar.atRisk) / most) * longest)
    const y = top + row * i
    return {
      ...{ ...bar, from, risk, end, beside: end + 6 },
      ...{ y1: y, y2: y + 24, upper: y + 6, lower: y + 20 },
    }
  })
  const at = (field: string) => ({ field, type: 'quantitative', scale: null, axis: null })
  const part = (start: string, end: string, color: string) => ({
    data: { values: bars },
    mark: { type: 'rect', color },
    encoding: { x: at(start), x2: { field: end }, y: at('y1'), y2: { field: 'y2' } },
  })
  const text = (field: string, x: object, y: string, mark: object) => ({
    data: { values: bars },
    mark: { type: 'text', ...mark },
    encoding: { x, y: at(y), text: { field } },
  })
  return picture({
    ...given,
    wide: {
      width: 364,
      height: top + row * bars.length,
      layer: [
        part('risk', 'end', 'var(--rsoft)'),
        part('from', 'risk', 'var(--rust)'),
        text('name', { value: from - 8 }, 'upper', { align: 'right', color: 'var(--ink)' }),
        text('customersText', { value: from - 8 }, 'lower', {
          ...{ align: 'right', color: 'var(--mute)', fontSize: 11.5 },
        }),
        text('riskText', at('beside'), 'upper', { align: 'left', color: 'var(--ink)' }),
        text('spentText', at('beside'), 'lower', { align: 'left', color: 'var(--mute)' }),
      ],
    },
  })
}
