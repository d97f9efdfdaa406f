/** Where the ribbons between tiers lie: stacked at both ends as the rows of a table, so that the parts add up. */

/** Customers who went from one tier to another, or stayed. */
export interface Flow {
  readonly from: string
  readonly to: string
  readonly direction: 'stayed' | 'up' | 'down' | 'new' | 'gone'
  readonly customers: number
  /** How high the ribbon is at either end, in money or in customers. */
  readonly before: number
  readonly now: number
  readonly label: string
}

export interface Band extends Flow {
  readonly place: number
  /** Its edges, from the left to the right. */
  readonly points: readonly { readonly x: number; readonly y1: number; readonly y2: number }[]
}

/** The upper and lower edge of each tier at one end. */
export type Stacks = ReadonlyMap<string, { readonly from: number; readonly to: number }>

export interface TierLayout {
  readonly bands: readonly Band[]
  readonly before: Stacks
  readonly now: Stacks
  readonly bottom: number
}

export interface Frame {
  readonly left: number
  readonly right: number
  readonly top: number
  /** What the higher of both ends is scaled to, without the gaps. */
  readonly height: number
}

const order = ['high', 'medium', 'low', 'new', 'gone']
/** Room for two lines of words, from the middle of one tier to that of the next. */
const leastStep = 36
const words = 16
const gap = 14
/** No ribbon is so thin that it is not seen. */
const thinnest = 1.6

/** Ribbons of flows within a frame; flows of nobody have none. */
export function ribbonsOf(flows: readonly Flow[], frame: Frame): TierLayout {
  const some = flows
    .filter(({ customers }) => customers > 0)
    .sort((one, other) => rank(one.from) - rank(other.from) || rank(one.to) - rank(other.to))
  const most = Math.max(total(some, 'before'), total(some, 'now'))
  const scale = most > 0 ? frame.height / most : 0
  const thick = (size: number) => Math.max(thinnest, size * scale)
  const before = stacked(
    some,
    ({ from }) => from,
    (flow) => thick(flow.before),
    frame.top,
  )
  const now = stacked(
    some,
    ({ to }) => to,
    (flow) => thick(flow.now),
    frame.top,
  )
  const bands = some.map((flow, place): Band => {
    const [start, end] = [before.starts[place] ?? 0, now.starts[place] ?? 0]
    const [from, to] = [thick(flow.before), thick(flow.now)]
    const points = steps.map((t) => {
      const turn = t * t * (3 - 2 * t)
      const y1 = start + (end - start) * turn
      return {
        x: frame.left + (frame.right - frame.left) * t,
        y1,
        y2: y1 + from + (to - from) * turn,
      }
    })
    return { ...flow, place, points }
  })
  const ends = [...before.stacks.values(), ...now.stacks.values()]
  const bottom = Math.max(
    frame.top,
    ...ends.map(({ from, to }) => Math.max(to, (from + to) / 2 + words)),
  )
  return { bands, before: before.stacks, now: now.stacks, bottom }
}

const steps = Array.from({ length: 11 }, (_, i) => i / 10)

const rank = (tier: string) => order.indexOf(tier)

const total = (flows: readonly Flow[], end: 'before' | 'now') =>
  flows.reduce((sum, flow) => sum + Math.max(0, flow[end]), 0)

/** The tiers of one end below each other, and where each flow starts within its own. */
function stacked(
  flows: readonly Flow[],
  tierOf: (flow: Flow) => string,
  thick: (flow: Flow) => number,
  top: number,
) {
  const stacks = new Map<string, { from: number; to: number }>()
  const starts: number[] = []
  let [bottom, middle] = [top - gap, top - leastStep]
  for (const tier of order) {
    const own = flows.flatMap((flow, place) => (tierOf(flow) === tier ? [{ flow, place }] : []))
    if (own.length === 0) continue
    const height = own.reduce((sum, { flow }) => sum + thick(flow), 0)
    const from = Math.max(bottom + gap, middle + leastStep - height / 2)
    let y = from
    for (const { flow, place } of own) {
      starts[place] = y
      y += thick(flow)
    }
    stacks.set(tier, { from, to: y })
    bottom = y
    middle = (from + y) / 2
  }
  return { stacks, starts }
}
