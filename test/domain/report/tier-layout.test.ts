import { describe, expect, it } from 'vitest'
import { type Flow, ribbonsOf } from '../../../functions/domain/report/pictures/tier-layout.ts'

const frame = { left: 80, right: 600, top: 20, height: 300 }

const flow = (from: string, to: string, before: number, now: number, customers = 10): Flow => ({
  ...{ from, to, direction: 'stayed', customers, before, now, label: `${customers}` },
})

describe('ribbons between tiers', () => {
  const flows = [
    flow('low', 'high', 1, 60),
    flow('high', 'high', 500, 480),
    flow('high', 'low', 100, 20),
    flow('low', 'low', 200, 210),
    flow('new', 'low', 0, 30),
    flow('medium', 'medium', 0, 0, 0),
  ]
  const { bands, before, now, bottom } = ribbonsOf(flows, frame)

  it('fill each tier at both ends, without a gap or an overlap', () => {
    for (const [stacks, end, tierOf] of [
      [before, 0, ({ from }: Flow) => from],
      [now, -1, ({ to }: Flow) => to],
    ] as const) {
      for (const [tier, { from, to }] of stacks) {
        const edges = bands
          .filter((band) => tierOf(band) === tier)
          .map(({ points }) => points.at(end))
        let y = from
        for (const edge of edges.sort((one, other) => (one?.y1 ?? 0) - (other?.y1 ?? 0))) {
          expect(edge?.y1).toBeCloseTo(y, 6)
          y = edge?.y2 ?? 0
        }
        expect(y).toBeCloseTo(to, 6)
      }
    }
  })

  it('are as high as their money, on one scale for both ends', () => {
    const high = bands.find(({ from, to }) => from === 'high' && to === 'high')
    const [first, last] = [high?.points[0], high?.points.at(-1)]
    expect(((first?.y2 ?? 0) - (first?.y1 ?? 0)) / ((last?.y2 ?? 0) - (last?.y1 ?? 0))).toBeCloseTo(
      500 / 480,
      6,
    )
  })

  it('are seen however thin, and of nobody there is none', () => {
    expect(bands).toHaveLength(5)
    for (const { points } of bands)
      for (const { y1, y2 } of points) expect(y2 - y1).toBeGreaterThanOrEqual(1.6 - 1e-9)
  })

  it('leave room for two lines of words beside each tier', () => {
    const middles = [...before.values()].map(({ from, to }) => (from + to) / 2)
    middles.slice(1).forEach((middle, i) => {
      expect(middle - (middles[i] ?? 0)).toBeGreaterThanOrEqual(36 - 1e-9)
    })
    expect(bottom).toBeGreaterThanOrEqual((middles.at(-1) ?? 0) + 16)
  })
})

it.each([
  ['nobody', []],
  ['nothing but nothing', [flow('low', 'low', 0, 0)]],
  ['less than nothing', [flow('low', 'low', -5, -5), flow('high', 'low', -1, 3)]],
])('draws %s without a number that is none', (_, flows) => {
  const layout = ribbonsOf(flows, frame)
  expect(JSON.stringify(layout)).not.toMatch(/null/)
  expect(Number.isFinite(layout.bottom)).toBe(true)
})
