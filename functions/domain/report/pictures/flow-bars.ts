import type { Html } from '../html.ts'
import { type Drawing, picture } from '../picture.ts'

/** A row’s two bars and what they say. */
export interface FlowBars {
  readonly id: string
  readonly title: string
  readonly left: number
  readonly entered: number
  readonly leftText: string
  readonly enteredText: string
  /** The longest bar of the table that this one belongs to. */
  readonly longest: number
}

/** Those who left to the left, those who entered to the right, a number at each end. */
export function flowBars(flow: FlowBars): Promise<Html> {
  const { id, title, left, entered, leftText, enteredText, longest } = flow
  const drawing = (width: number, room: number): Drawing => {
    const height = 26
    const middle = width / 2
    const x = {
      field: 'value',
      type: 'quantitative',
      axis: null,
      scale: { domain: [-longest, longest], range: [room, width - room], nice: false },
    }
    const y = { value: height / 2 }
    const bar = (value: number, color: string) => ({
      data: { values: [{ value }] },
      mark: { type: 'bar', height: 12, color },
      encoding: { x, y },
    })
    const text = (value: number, label: string, align: string, dx: number, color: string) => ({
      data: { values: [{ value, label }] },
      mark: { type: 'text', align, dx, color },
      encoding: { x, y, text: { field: 'label' } },
    })
    return {
      width,
      height,
      layer: [
        ...(left > 0 ? [bar(-left, 'var(--grey)')] : []),
        ...(entered > 0 ? [bar(entered, 'var(--blue)')] : []),
        {
          mark: { type: 'rule', color: 'var(--mute)' },
          encoding: { x: { value: middle }, y: { value: 0 }, y2: { value: height } },
        },
        text(-left, leftText, 'right', -5, 'var(--mute)'),
        text(entered, enteredText, 'left', 5, 'var(--ink)'),
      ],
    }
  }
  return picture({
    id,
    title,
    desc: `${leftText} left, ${enteredText} entered.`,
    wide: drawing(230, 46),
    narrow: drawing(140, 40),
  })
}
