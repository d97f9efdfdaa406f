import type { Html } from '../html.ts'
import { type Drawing, picture } from '../picture.ts'

/** A row’s two shares and what they say. */
export interface ShareBars {
  readonly id: string
  readonly title: string
  readonly customers: number
  readonly revenue: number | null
  readonly customersText: string
  readonly revenueText: string
  /** The longest bar of the table that this one belongs to. */
  readonly longest: number
  /** What the second share is of; revenue as a rule. */
  readonly of?: string
}

/** The share of customers above the share of revenue, on one scale for all rows of a table. */
export function shareBars(shares: ShareBars): Promise<Html> {
  const {
    id,
    title,
    customers,
    revenue,
    customersText,
    revenueText,
    longest,
    of = 'revenue',
  } = shares
  const drawing = (width: number, room: number): Drawing => {
    const x = {
      field: 'value',
      type: 'quantitative',
      axis: null,
      scale: { domain: [0, longest || 1], range: [0, width - room], nice: false },
    }
    const row = (value: number, label: string, at: number, bar: string, ink: string) => [
      {
        data: { values: [{ value }] },
        mark: { type: 'bar', height: 11, color: bar },
        encoding: { x, y: { value: at } },
      },
      {
        data: { values: [{ value, label }] },
        mark: { type: 'text', align: 'left', dx: 5, fontSize: 12.5, color: ink },
        encoding: { x, y: { value: at }, text: { field: 'label' } },
      },
    ]
    return {
      width,
      height: 36,
      layer: [
        ...row(customers, customersText, 9, 'var(--grey)', 'var(--mute)'),
        ...row(Math.max(revenue ?? 0, 0), revenueText, 26, 'var(--blue)', 'var(--ink)'),
      ],
    }
  }
  return picture({
    id,
    title,
    desc: `${customersText} of customers, ${revenueText} of ${of}.`,
    wide: drawing(250, 56),
    narrow: drawing(122, 52),
  })
}
