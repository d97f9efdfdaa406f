/** Emails by hour of the night, on the company’s clock. */
import { count } from '../report/format.ts'
import type { Html } from '../report/html.ts'
import { type Drawing, picture } from '../report/picture.ts'
import type { Plan } from './plan.ts'
import { timeIn, zoneInWords } from './words.ts'

/** An hour of the night and the emails that go out in it. */
export interface HourBar {
  /** 07 */
  readonly label: string
  readonly messages: number
}

const hour = 3_600_000

/** The hours that a night decides, in order: 24, and one more or less when the clocks change. */
export function hoursOf({
  opensAt,
  closesAt,
  hours,
  company,
}: Pick<Plan, 'opensAt' | 'closesAt' | 'hours' | 'company'>): readonly HourBar[] {
  const [from, to] = [Date.parse(opensAt), Date.parse(closesAt)]
  return Array.from({ length: Math.ceil((to - from) / hour) }, (_, i) => {
    const start = from + i * hour
    const within = hours.filter(({ send_at }) => {
      const at = Date.parse(send_at)
      return at >= start && at < start + hour
    })
    return {
      label: timeIn(new Date(start).toISOString(), company.timeZone).slice(0, 2),
      messages: within.reduce((total, { messages }) => total + messages, 0),
    }
  })
}

/** A bar an hour with its number, wide and on a phone. */
export function hourBars(bars: readonly HourBar[], timeZone: string): Promise<Html> {
  const drawing = (width: number): Drawing => {
    const [top, bottom] = [22, 96]
    const step = width / Math.max(bars.length, 1)
    const highest = Math.max(1, ...bars.map(({ messages }) => messages))
    const columns = bars.map((bar, i) => ({
      ...bar,
      x: (i + 0.5) * step,
      x1: i * step + 1.5,
      x2: (i + 1) * step - 1.5,
      y1: bottom - (bar.messages / highest) * (bottom - top),
      y2: bottom,
    }))
    const at = (field: string) => ({ field, type: 'quantitative', scale: null, axis: null })
    const numbered = withRoom(
      columns.map((bar) => ({ ...bar, text: count(bar.messages), y: bar.y1 - 8 })),
    )
    return {
      width,
      height: bottom + 22,
      layer: [
        {
          data: { values: columns.filter(({ messages }) => messages > 0) },
          mark: { type: 'rect', color: 'var(--blue)' },
          encoding: { x: at('x1'), x2: { field: 'x2' }, y: at('y1'), y2: { field: 'y2' } },
        },
        {
          mark: { type: 'rule', color: 'var(--mute)' },
          encoding: { x: { value: 0 }, x2: { value: width }, y: { value: bottom } },
        },
        {
          data: { values: numbered },
          mark: { type: 'text', align: 'center', fontSize: 11 },
          encoding: { x: at('x'), y: at('y'), text: { field: 'text' } },
        },
        {
          data: {
            values: columns.filter(({ label }, i) => i === 0 || (i > 1 && Number(label) % 6 === 0)),
          },
          mark: { type: 'text', align: 'center', fontSize: 11.5, color: 'var(--mute)' },
          encoding: { x: at('x'), y: { value: bottom + 12 }, text: { field: 'label' } },
        },
      ],
    }
  }
  const figures = bars.filter(({ messages }) => messages > 0)
  return picture({
    id: 'hours',
    title: `Emails by hour, ${zoneInWords(timeZone)} time`,
    desc: `${figures.map(({ label, messages }) => `${label} h: ${count(messages)}`).join('; ')}.`,
    wide: drawing(372),
    narrow: drawing(350),
  })
}

interface Numbered extends HourBar {
  readonly x: number
  readonly text: string
}

/** The numbers that do not run into a greater one beside them. */
function withRoom<Bar extends Numbered>(bars: readonly Bar[]): readonly Bar[] {
  const placed: Bar[] = []
  const half = (text: string) => text.length * 3.1 + 1
  for (const bar of bars.toSorted((a, b) => b.messages - a.messages)) {
    const isFree = placed.every((one) => Math.abs(one.x - bar.x) >= half(one.text) + half(bar.text))
    if (bar.messages > 0 && isFree) placed.push(bar)
  }
  return placed
}
