import { type Box, maximise, type Peak, type Slope } from './maximise.ts'
import { seeded } from './random.ts'

type Climb = (point: readonly number[]) => Slope

/** The highest peak that was found, and what the last climb, from a shaken end, found on top of it. */
export interface HighestPeak {
  readonly peak: Peak
  readonly restartGain: number
}

/**
 * The highest of several local maxima inside a box: all starts climb `rough`, a cheap likeness of the function; the
 * highest different ends climb `exact` for a while, the best of them to its top; from there a shaken start climbs again, up to three
 * times, until it finds nothing on top.
 * The parameters are logarithms. Deterministic for a seed.
 */
export function highestPeak(
  rough: Climb,
  exact: Climb,
  starts: readonly (readonly number[])[],
  box: Box,
  seed: number,
): HighestPeak {
  const random = seeded(seed)
  const ends = differentEnds(rough, starts, box)
  const begun = highest(
    ends.map(({ point, curvature }) =>
      maximise(exact, point, box, { curvature, mostSteps: stepsOfAnEnd }),
    ),
  )
  let peak = maximise(exact, begun.point, box, { curvature: begun.curvature })
  let restartGain = 0
  for (let restart = 0; restart < mostRestarts; restart++) {
    const shaken = peak.point.map((x) => x + widest * (2 * random() - 1))
    const again = maximise(exact, shaken, box, { curvature: peak.curvature })
    restartGain = Math.max(0, again.value - peak.value)
    peak = highest([peak, again])
    if (restartGain <= noGain) break
  }
  return { peak, restartGain }
}

/** A restart that finds more than this on top is not the last one. */
const noGain = 1e-9
const mostRestarts = 3
const endsOnAll = 2
/** A climb along a ridge takes hundreds; what it ends on is seldom higher. */
const stepsOfAnEnd = 25
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
