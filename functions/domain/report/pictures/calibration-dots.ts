import type { Html } from '../html.ts'
import { picture } from '../picture.ts'

/** A group of customers: the share that was predicted, and the one that came. */
export interface CalibrationDot {
  readonly predicted: number
  readonly actual: number
  readonly isWorst: boolean
}

/** Predicted against actual shares: a dot a group, a diagonal where both agree, the worst dot named. */
export function calibrationDots(given: {
  id: string
  title: string
  desc: string
  dots: readonly CalibrationDot[]
  /** What the worst dot says, a line each. */
  worstText: readonly string[]
  xText: string
  yText: string
}): Promise<Html> {
  const [left, right, top, bottom] = [36, 352, 28, 262]
  const x = (share: number) => left + share * (right - left)
  const y = (share: number) => bottom - share * (bottom - top)
  const dots = given.dots.map(({ predicted, actual, isWorst }) => ({
    ...{ x: x(predicted), y: y(actual), isWorst, isBelow: actual < predicted },
  }))
  const worst = dots.find(({ isWorst }) => isWorst)
  const label = worst && placeOf(worst, worst.isBelow)
  const at = (field: string) => ({ field, type: 'quantitative', scale: null, axis: null })
  const words = (text: string, x: number, y: number, align: string, color: string) => ({
    data: { values: [{ text }] },
    mark: { type: 'text', align, color },
    encoding: { x: { value: x }, y: { value: y }, text: { field: 'text' } },
  })
  const line = (x: readonly [number, number], y: readonly [number, number], mark: object) => ({
    mark: { type: 'rule', ...mark },
    encoding: {
      ...{ x: { value: x[0] }, x2: { value: x[1] } },
      ...{ y: { value: y[0] }, y2: { value: y[1] } },
    },
  })
  const points = (isWorst: boolean, color: string) => ({
    data: { values: dots.filter((dot) => dot.isWorst === isWorst) },
    mark: { type: 'point', shape: 'circle', filled: true, opacity: 1, size: 78, color },
    encoding: { x: at('x'), y: at('y') },
  })
  return picture({
    ...given,
    wide: {
      width: 364,
      height: 306,
      layer: [
        ...marks.flatMap(({ share, text }) => [
          line([left, right], [y(share), y(share)], { color: 'var(--rule)' }),
          words(text, left - 6, y(share), 'right', 'var(--mute)'),
          words(text, x(share), bottom + 14, 'center', 'var(--mute)'),
        ]),
        line([left, right], [bottom, top], { color: 'var(--mute)', strokeDash: [3, 4] }),
        points(false, 'var(--blue)'),
        points(true, 'var(--rust)'),
        words('perfect', x(0.12) + 8, y(0.06), 'left', 'var(--mute)'),
        ...(worst && label && label.y > worst.y + 30
          ? [line([worst.x, worst.x], [worst.y + 6, label.y - 10], { color: 'var(--mute)' })]
          : []),
        ...(label
          ? given.worstText.map((text, i) =>
              words(text, label.x, label.y + 15 * i, label.align, 'var(--ink)'),
            )
          : []),
        words(given.yText, 0, 8, 'left', 'var(--mute)'),
        words(given.xText, left, bottom + 34, 'left', 'var(--mute)'),
      ],
    },
  })
}

const marks = [0, 0.25, 0.5, 0.75, 1].map((share) => ({ share, text: String(share * 100) }))

/** Where the name of a dot stands: on its side of the diagonal, apart from the other dots. */
function placeOf({ x, y }: Place, isBelow: boolean) {
  if (isBelow && x < 240) return { x: x + 10, y: y + 12, align: 'left' }
  if (isBelow) return { x: 352, y: Math.max(y + 24, 116), align: 'right' }
  return x > 140
    ? { x: x - 12, y: y - 6, align: 'right' }
    : { x: Math.max(40, x - 10), y: y - 32, align: 'left' }
}

interface Place {
  readonly x: number
  readonly y: number
}
