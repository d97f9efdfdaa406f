import { describe, expect, it, vi } from 'vitest'
import { textOf } from '../../../functions/domain/report/html.ts'
import { calibrationDots } from '../../../functions/domain/report/pictures/calibration-dots.ts'
import { riskBars } from '../../../functions/domain/report/pictures/risk-bars.ts'
import type { Flow } from '../../../functions/domain/report/pictures/tier-layout.ts'
import { tierRibbons } from '../../../functions/domain/report/pictures/tier-ribbons.ts'

const ribbons = (flows: readonly Flow[]) =>
  tierRibbons({
    ...{ id: 'r', title: 'R', desc: 'r', flows, beforeText: 'then', nowText: 'now' },
    before: [{ tier: 'high', name: 'High', detail: '€9' }],
    now: [{ tier: 'high', name: 'High', detail: '3 people' }],
  })

const bars = (spent: number, atRisk: number) =>
  riskBars({
    ...{ id: 'b', title: 'B', desc: 'b' },
    bars: [{ name: '0–20 %', customersText: '3', spent, atRisk, riskText: 'a', spentText: 'b' }],
  })

const dots = (actual: number, predicted: number) =>
  calibrationDots({
    ...{ id: 'd', title: 'D', desc: 'd', xText: 'x', yText: 'y', worstText: ['said', 'came'] },
    dots: [{ predicted, actual, isWorst: true }],
  })

describe.each([
  ['ribbons of nobody', () => ribbons([])],
  [
    'a ribbon of no money',
    () =>
      ribbons([
        {
          ...{ from: 'high', to: 'high', direction: 'stayed', customers: 3 },
          ...{ before: 0, now: 0, label: '3' },
        },
      ]),
  ],
  ['bars of nothing', () => bars(0, 0)],
  ['bars of refunds', () => bars(-20, -9)],
  ['bars with more at risk than was spent', () => bars(5, 9)],
  ['a dot in each corner', () => dots(0, 1)],
  ['a dot above the line', () => dots(1, 0)],
  ['a dot at nothing', () => dots(0, 0)],
])('%s', (_, draw) => {
  it('are drawn without a number that is none, or a word on the console', async () => {
    const warned = vi.spyOn(console, 'warn')
    const svg = textOf(await draw())
    expect(svg).not.toMatch(/NaN|Infinity|undefined/)
    expect(svg).not.toMatch(/(width|height)="-/)
    expect(svg).not.toMatch(/fill="(#|rgb|steelblue|black)/)
    expect(warned).not.toHaveBeenCalled()
  })
})

it('names the worst dot, in rust', async () => {
  const svg = textOf(await dots(0.57, 0.68))
  expect(svg).toContain('fill="var(--rust)"')
  expect(svg).toContain('>said<')
})
