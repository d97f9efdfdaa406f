import { type Box, maximise, type Peak, type Slope } from './maximise.ts'
import { seeded } from './random.ts'

type Climb = (point: readonly number[]) => Slope

/** The highest peak that was found, and what a second climb, from a shaken end, found on top of the first. */
export interface HighestPeak {
  readonly peak: Peak
  readonly restartGain: number
}

/**
 * The highest of several local maxima inside a box: all starts climb `rough`, a cheap likeness of the function; the
 * highest different ends climb `exact`; from the best a shaken start climbs again, which tells whether it was a maximum.
 * The parameters are logarithms. Deterministic for a seed.
 * @example highestPeak(f, f, [[0], [4]], [[-5, 5]], 1).peak.point
 */
export function highestPeak(
  rough: Climb,
  exact: Climb,
  starts: readonly (readonly number[])[],
  box: Box,
  seed: number,
): HighestPeak {
  const first = highest(
    differentEnds(rough, starts, box).map(({ point, curvature }) =>
      maximise(exact, point, box, { curvature }),
    ),
  )
  const random = seeded(seed)
  const shaken = first.point.map((x) => x + widest * (2 * random() - 1))
  const again = maximise(exact, shaken, box, { curvature: first.curvature })
  return {
    peak: highest([first, again]),
    restartGain: Math.max(0, again.value - first.value),
  }
}

const endsOnAll = 2
const widest = 0.6

const highest = (peaks: readonly Peak[]): Peak =>
  peaks.reduce((best, peak) => (peak.value > best.value ? peak : best))

/** The highest ends of climbs from the starts, without those that are one and the same. */
function differentEnds(
  rough: Climb,
  starts: readonly (readonly number[])[],
  box: Box,
): readonly Peak[] {
  const ends = starts
    .map((start) => maximise(rough, start, box, { tolerance: 1e-5 }))
    .sort((one, other) => other.value - one.value)
  const isSame = (one: Peak, other: Peak) =>
    one.point.every((x, i) => Math.abs(x - other.point[i]!) < 0.01)
  return ends
    .filter((end, i) => !ends.slice(0, i).some((earlier) => isSame(end, earlier)))
    .slice(0, endsOnAll)
}
