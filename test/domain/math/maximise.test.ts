import { describe, expect, it } from 'vitest'
import { type Box, maximise } from '../../../functions/domain/math/maximise.ts'
import { highestPeak } from '../../../functions/domain/math/multi-start.ts'

/** Rosenbrock's valley upside down: its top is 0 at (1, 1). */
const rosenbrock = ([x = 0, y = 0]: readonly number[]) => ({
  value: -((1 - x) ** 2 + 100 * (y - x * x) ** 2),
  gradient: [2 * (1 - x) + 400 * x * (y - x * x), -200 * (y - x * x)],
})
const wide: Box = [
  [-5, 5],
  [-5, 5],
]

describe('maximise', () => {
  it('gives the value that its example states', () => {
    const climb = ([x = 0]: readonly number[]) => ({
      value: -((x - 3) ** 2),
      gradient: [6 - 2 * x],
    })
    expect(maximise(climb, [0], [[-1, 2]])).toMatchObject({ point: [2], steepness: 0 })
  })

  it('climbs a bent ridge', () => {
    const { point, steepness } = maximise(rosenbrock, [-1.2, 1], wide)
    expect(steepness).toBeLessThan(1e-9)
    for (const x of point) expect(x).toBeCloseTo(1, 8)
  })

  it('goes on along the side of the box that holds it back', () => {
    const { point, steepness } = maximise(rosenbrock, [-1.2, 1], [[-5, 0.5], wide[1]!])
    expect(point[0]).toBe(0.5)
    expect(point[1]).toBeCloseTo(0.25, 8)
    expect(steepness).toBeLessThan(1e-9)
  })

  it('comes away from a side that it starts on, and takes a start outside', () => {
    expect(maximise(rosenbrock, [-5, -5], wide).point[0]).toBeCloseTo(1, 8)
    expect(maximise(rosenbrock, [-50, 70], wide).point[0]).toBeCloseTo(1, 8)
  })

  it('steps back from where there is no value', () => {
    const climb = ([x = 0]: readonly number[]) => ({
      value: Math.log(x) - x,
      gradient: [1 / x - 1],
    })
    expect(maximise(climb, [0.01], [[-100, 100]]).point[0]).toBeCloseTo(1, 8)
  })

  it('stays where everything is flat, and ends where values no longer differ', () => {
    expect(maximise(() => ({ value: 7, gradient: [0] }), [3], [[0, 5]]).point).toEqual([3])
    const coarse = ([x = 0]: readonly number[]) => ({
      value: Math.round(-1e3 * x * x) / 1e3,
      gradient: [-2 * x],
    })
    expect(Math.abs(maximise(coarse, [2], [[-5, 5]]).point[0]!)).toBeLessThan(0.05)
  })
})

describe('highestPeak', () => {
  /** Two hills, the higher one at 3. */
  const hills = ([x = 0]: readonly number[]) => ({
    value: Math.exp(-((x + 2) ** 2)) + 2 * Math.exp(-((x - 3) ** 2)),
    gradient: [-2 * (x + 2) * Math.exp(-((x + 2) ** 2)) - 4 * (x - 3) * Math.exp(-((x - 3) ** 2))],
  })

  it('takes the higher of two hills, and finds nothing on top by a restart', () => {
    const { peak, restartGain } = highestPeak(hills, hills, [[-2.5], [2]], [[-5, 5]], 1)
    expect(peak.point[0]).toBeCloseTo(3, 8)
    expect(restartGain).toBeLessThan(1e-12)
  })
})
