import type { Html } from '../html.ts'
import { type Drawing, type Layer, picture } from '../picture.ts'
import { type Band, type Flow, ribbonsOf, type TierLayout } from './tier-layout.ts'

/** A tier at one end of the ribbons, with the words that stand beside it. */
export interface TierEnd {
  readonly tier: string
  readonly name: string
  readonly detail: string
}

/** Who moved tier: a ribbon a flow from the night before, at the left, to tonight. */
export function tierRibbons(given: {
  id: string
  title: string
  desc: string
  flows: readonly Flow[]
  before: readonly TierEnd[]
  now: readonly TierEnd[]
  beforeText: string
  nowText: string
}): Promise<Html> {
  const drawing = (width: number, left: number, right: number, isNarrow: boolean): Drawing => {
    const layout = ribbonsOf(given.flows, { left, right, height: 290, top: 22 })
    return {
      width,
      height: layout.bottom + 8,
      layer: [
        ...bands(layout),
        ...ends(layout.before, left - 4),
        ...ends(layout.now, right),
        ...names(given.before, layout.before, left - 10, 'right'),
        ...names(given.now, layout.now, right + 10, 'left'),
        text([{ text: given.beforeText }], left, 8, 'left', 'var(--mute)'),
        text([{ text: given.nowText }], right, 8, 'right', 'var(--mute)'),
        ...(isNarrow ? [] : [...stays(layout, (left + right) / 2), ...tags(layout, left, right)]),
      ],
    }
  }
  return picture({
    ...given,
    wide: drawing(760, 84, 610, false),
    narrow: drawing(350, 74, 226, true),
  })
}

const at = (field: string) => ({ field, type: 'quantitative', scale: null, axis: null })

const colours = [
  ['stayed', 'var(--band)'],
  ['gone', 'var(--grey)'],
  ['new', 'var(--soft)'],
  ['up', 'var(--blue)'],
  ['down', 'var(--rust)'],
] as const

const bands = ({ bands: all }: TierLayout): readonly Layer[] =>
  colours.flatMap(([direction, color]) => {
    const own = all.filter((band) => band.direction === direction)
    if (own.length === 0) return []
    return [
      {
        data: { values: own.flatMap(({ points, place }) => points.map((p) => ({ ...p, place }))) },
        mark: { type: 'area', color, interpolate: 'monotone', orient: 'vertical', opacity: 1 },
        encoding: {
          x: at('x'),
          y: { ...at('y1'), stack: null },
          y2: { field: 'y2' },
          detail: { field: 'place', type: 'nominal' },
        },
      },
    ]
  })

const ends = (stacks: TierLayout['before'], x: number): readonly Layer[] => [
  {
    data: {
      values: [...stacks.values()]
        .filter(({ from, to }) => to > from)
        .map(({ from, to }) => ({ x1: x, x2: x + 4, y1: from, y2: to })),
    },
    mark: { type: 'rect', color: 'var(--ink)' },
    encoding: { x: at('x1'), x2: { field: 'x2' }, y: at('y1'), y2: { field: 'y2' } },
  },
]

function names(
  list: readonly TierEnd[],
  stacks: TierLayout['before'],
  x: number,
  align: string,
): readonly Layer[] {
  const placed = list.flatMap((end) => {
    const stack = stacks.get(end.tier)
    const middle = stack && (stack.from + stack.to) / 2
    return middle === undefined
      ? []
      : [{ ...end, y: middle - (end.detail ? 8 : 0), low: middle + 8 }]
  })
  const line = (field: string, y: string, extra: object) => ({
    data: { values: placed },
    mark: { type: 'text', align, ...extra },
    encoding: { x: { value: x }, y: at(y), text: { field } },
  })
  return [
    line('name', 'y', { fontWeight: 600, color: 'var(--ink)' }),
    line('detail', 'low', { color: 'var(--mute)' }),
  ]
}

/** The number of those who stayed, where the ribbon is high enough to hold it. */
const stays = ({ bands: all }: TierLayout, x: number): readonly Layer[] =>
  all
    .filter((band) => band.direction === 'stayed' && thickness(band) >= 17)
    .flatMap((band) => haloed(band.label, x, middleOf(band), 'center'))

/** The largest ribbon up and down says how many it is, at the end where it is apart from others. */
const tags = ({ bands: all }: TierLayout, left: number, right: number): readonly Layer[] =>
  (['up', 'down'] as const).flatMap((direction) => {
    const [largest] = all
      .filter((band) => band.direction === direction)
      .sort((one, other) => other.customers - one.customers || one.place - other.place)
    const point = direction === 'down' ? largest?.points[1] : largest?.points.at(-2)
    if (!largest || !point) return []
    return direction === 'down'
      ? haloed(largest.label, left + 8, point.y1 - 9, 'left')
      : haloed(largest.label, right - 8, point.y1 - 9, 'right')
  })

/** Words that stay readable where a ribbon runs below them. */
const haloed = (words: string, x: number, y: number, align: string): readonly Layer[] => [
  text([{ text: words }], x, y, align, 'var(--band)', { stroke: 'var(--band)', strokeWidth: 4 }),
  text([{ text: words }], x, y, align, 'var(--ink)'),
]

const thickness = ({ points }: Band) => Math.min(...points.map(({ y1, y2 }) => y2 - y1))

function middleOf({ points }: Band): number {
  const middle = points[Math.floor(points.length / 2)]
  return middle ? (middle.y1 + middle.y2) / 2 : 0
}

const text = (
  values: readonly { readonly text: string }[],
  x: number,
  y: number,
  align: string,
  color: string,
  extra: object = {},
): Layer => ({
  data: { values },
  mark: { type: 'text', align, color, ...extra },
  encoding: { x: { value: x }, y: { value: y }, text: { field: 'text' } },
})
