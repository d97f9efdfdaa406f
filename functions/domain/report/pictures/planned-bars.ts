import type { Html } from '../html.ts'
import { type Drawing, picture } from '../picture.ts'

/** A row’s messages and what of them is planned. */
export interface PlannedBars {
  readonly id: string
  readonly title: string
  readonly due: number
  readonly planned: number
  readonly dueText: string
  readonly plannedText: string
  /** The share, as it stands beside the bar. */
  readonly shareText: string
}

/** What is planned, over what is due: one bar as long as the other, and the share beside it. */
export function plannedBars(bars: PlannedBars): Promise<Html> {
  const { id, title, due, planned, dueText, plannedText, shareText } = bars
  const drawing = (width: number, room: number): Drawing => {
    const height = 22
    const end = width - room
    const bar = (length: number, color: string) => ({
      mark: { type: 'rect', color },
      encoding: {
        x: { value: 0 },
        x2: { value: length },
        y: { value: 6 },
        y2: { value: height - 6 },
      },
    })
    return {
      width,
      height,
      layer: [
        bar(end, 'var(--band)'),
        ...(planned > 0 ? [bar(Math.max(1.5, (planned / due) * end), 'var(--blue)')] : []),
        {
          data: { values: [{ label: shareText }] },
          mark: { type: 'text', align: 'left', fontSize: 12.5 },
          encoding: {
            x: { value: end + 6 },
            y: { value: height / 2 },
            text: { field: 'label' },
          },
        },
      ],
    }
  }
  return picture({
    id,
    title,
    desc: `${plannedText} planned of ${dueText} due, ${shareText}.`,
    wide: drawing(156, 52),
    narrow: drawing(350, 48),
  })
}
