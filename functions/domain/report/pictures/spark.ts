import type { Html } from '../html.ts'
import { type Drawing, picture } from '../picture.ts'

/** A line and what it says. */
export interface Spark {
  readonly id: string
  readonly title: string
  readonly desc: string
  /** Values in order; `at` is the day or the week. */
  readonly points: readonly { readonly at: number; readonly value: number }[]
  readonly colour: 'blue' | 'rust'
  readonly wide: readonly [width: number, height: number]
  readonly narrow: readonly [width: number, height: number]
}

/** How something went: a line with its own scale, and a dot where it stands. */
export function spark({ id, title, desc, points, colour, wide, narrow }: Spark): Promise<Html> {
  const drawing = ([width, height]: readonly [number, number]): Drawing => {
    const x = {
      field: 'at',
      type: 'quantitative',
      axis: null,
      scale: { range: [3, width - 4], zero: false, nice: false },
    }
    const values = points.map(({ value }) => value)
    const low = Math.min(...values)
    const high = Math.max(...values)
    const y = {
      field: 'value',
      type: 'quantitative',
      axis: null,
      scale: {
        range: [height - 4, 4],
        domain: low === high ? [low - 1, high + 1] : [low, high],
        nice: false,
      },
    }
    return {
      width,
      height,
      layer: [
        {
          data: { values: points },
          mark: { type: 'line', color: `var(--${colour})`, strokeWidth: 1.8, strokeJoin: 'round' },
          encoding: { x, y },
        },
        {
          data: { values: points.slice(-1) },
          mark: { type: 'point', filled: true, color: `var(--${colour})`, opacity: 1, size: 28 },
          encoding: { x, y },
        },
      ],
    }
  }
  return picture({ id, title, desc, wide: drawing(wide), narrow: drawing(narrow) })
}
