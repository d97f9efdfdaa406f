import type { Html } from '../html.ts'
import { type Drawing, picture } from '../picture.ts'

/** A month’s revenue in its three parts. */
export interface MonthBar {
  readonly returning: number
  readonly first: number
  readonly guest: number
  /** The number above the bar; empty for most. */
  readonly label: string
  /** M for March; the year stands below the first month and each January. */
  readonly letter: string
  readonly year: string
  readonly isRunning: boolean
}

/** Revenue by month, stacked: returning customers, first orders, guests; the running month outlined. */
export function monthBars(given: {
  id: string
  title: string
  desc: string
  months: readonly MonthBar[]
}): Promise<Html> {
  const drawing = (width: number, shown: readonly MonthBar[], bottom: number): Drawing => {
    const top = 24
    const step = Math.min(60, width / Math.max(shown.length, 1))
    const highest = Math.max(1, ...shown.map(heightOf))
    const scaled = (value: number) => bottom - (Math.max(value, 0) / highest) * (bottom - top)
    const columns = shown.map((month, i) => ({
      ...month,
      x: (i + 0.5) * step,
      x1: i * step,
      x2: (i + 1) * step - 2,
    }))
    const parts = columns.flatMap((month) => {
      const ends = [month.returning, month.first, month.guest].map((_, i, all) =>
        all.slice(0, i + 1).reduce((sum, value) => sum + Math.max(value, 0), 0),
      )
      return ends.map((end, i) => ({
        ...month,
        part: i,
        y1: scaled(ends[i - 1] ?? 0) - (i > 0 ? 1 : 0),
        y2: scaled(end),
      }))
    })
    const at = (field: string) => ({ field, type: 'quantitative', scale: null, axis: null })
    const frame = { x: at('x1'), x2: { field: 'x2' }, y: at('y1'), y2: { field: 'y2' } }
    const visible = parts.filter(({ y1, y2 }) => y1 > y2)
    return {
      width,
      height: bottom + 36,
      layer: [
        ...['var(--blue)', 'var(--soft)', 'var(--grey)'].flatMap((color, part) => [
          {
            data: { values: visible.filter((one) => one.part === part && !one.isRunning) },
            mark: { type: 'rect', color },
            encoding: frame,
          },
          {
            data: { values: visible.filter((one) => one.part === part && one.isRunning) },
            mark: { type: 'rect', fill: null, stroke: color, strokeWidth: 1.2 },
            encoding: frame,
          },
        ]),
        {
          mark: { type: 'rule', color: 'var(--mute)' },
          encoding: { x: { value: 0 }, x2: { value: step * shown.length }, y: { value: bottom } },
        },
        {
          data: {
            values: columns
              .filter(({ label }) => label)
              .map((month) => ({ ...month, y: scaled(heightOf(month)) - 10 })),
          },
          mark: { type: 'text', align: 'center' },
          encoding: { x: at('x'), y: at('y'), text: { field: 'label' } },
        },
        {
          data: { values: columns },
          mark: { type: 'text', color: 'var(--mute)', fontSize: 12 },
          encoding: { x: at('x'), y: { value: bottom + 11 }, text: { field: 'letter' } },
        },
        {
          data: {
            values: columns
              .filter(({ letter }, i) => i === 0 || letter === 'J')
              .filter(({ year }, i, all) => i === 0 || year !== all[i - 1]?.year),
          },
          mark: { type: 'text', color: 'var(--mute)', fontSize: 12, align: 'left' },
          encoding: { x: at('x1'), y: { value: bottom + 27 }, text: { field: 'year' } },
        },
      ],
    }
  }
  return picture({
    ...given,
    wide: drawing(760, given.months, 190),
    narrow: drawing(350, given.months.slice(-13), 170),
  })
}

const heightOf = ({ returning, first, guest }: MonthBar) =>
  Math.max(returning, 0) + Math.max(first, 0) + Math.max(guest, 0)
