import { cholesky, solve } from './cholesky.ts'

/** A smooth function's value and gradient at a point. */
export interface Slope {
  readonly value: number
  readonly gradient: readonly number[]
}

/** A side a parameter: the lowest and the highest value it may take. */
export type Box = readonly (readonly [low: number, high: number])[]

/** Where a climb ended. */
export interface Peak extends Slope {
  readonly point: readonly number[]
  /** Largest entry of the gradient, leaving out what only leads out of the box. */
  readonly steepness: number
  readonly steps: number
  /** Minus the Hessian, as far as the climb has learnt it. */
  readonly curvature: readonly (readonly number[])[]
}

export interface MaximiseOptions {
  readonly tolerance?: number
  readonly mostSteps?: number
  /** Minus the Hessian as a climb of a similar function has learnt it. */
  readonly curvature?: readonly (readonly number[])[] | undefined
}

/**
 * A local maximum inside a box, by projected BFGS: Newton-like steps on the parameters that no side holds back, with
 * Powell's damping, and a line search that bends at the sides. Ends when `steepness` is at most `tolerance`, when no step
 * climbs any more, or after `mostSteps`. Deterministic; a step costs one to three values. The function may return NaN or
 * ±∞ away from the start: such points are stepped back from.
 * Nocedal and Wright, Numerical Optimization, chapters 6, 16 and 18.3.
 * @example maximise(([x = 0]) => ({ value: -((x - 3) ** 2), gradient: [6 - 2 * x] }), [0], [[-1, 2]]).point // [2]
 */
export function maximise(
  climb: (point: readonly number[]) => Slope,
  start: readonly number[],
  box: Box,
  options: MaximiseOptions = {},
): Peak {
  const { tolerance = 1e-9, mostSteps = 300 } = options
  let at = clipped(start, box)
  let here = climb(at)
  let curvature = options.curvature ?? identity(at.length)
  let steps = 0
  let restarts = 0
  while (steps < mostSteps && steepnessOf(at, here, box) > tolerance) {
    const move = direction(curvature, at, here, box)
    const next = lineSearch(climb, at, here, move, box)
    if (!next) {
      if (isIdentity(curvature) || dot(here.gradient, move) <= noiseOf(here)) break
      if (++restarts > mostRestarts) break
      curvature = identity(at.length)
      continue
    }
    steps++
    curvature = updated(curvature, at, here, next, isIdentity(curvature))
    at = next.point
    here = next
  }
  return { ...here, point: at, steepness: steepnessOf(at, here, box), steps, curvature }
}

/** Largest entry of a gradient, leaving out what only leads out of the box. */
function steepnessOf(
  at: readonly number[],
  { gradient }: Pick<Slope, 'gradient'>,
  box: Box,
): number {
  return Math.max(0, ...gradient.map((g, i) => (isHeld(at, g, i, box) ? 0 : Math.abs(g))))
}

/** A longer step than this, in any one parameter, is cut: parameters are logarithms as a rule. */
const longest = 1.5

const mostTries = 25
const mostRestarts = 3

/** What rounding may do to a value. */
const noiseOf = ({ value }: Slope) => 1e-13 * (1 + Math.abs(value))

const clipped = (point: readonly number[], box: Box): readonly number[] =>
  point.map((x, i) => Math.min(box[i]![1], Math.max(box[i]![0], x)))

const isHeld = (at: readonly number[], g: number, i: number, box: Box): boolean =>
  (at[i]! <= box[i]![0] && g < 0) || (at[i]! >= box[i]![1] && g > 0)

const identity = (n: number, scale = 1): number[][] =>
  Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => (i === j ? scale : 0)))

const isIdentity = (matrix: readonly (readonly number[])[]): boolean =>
  matrix.every((row, i) => row.every((x, j) => x === (i === j ? 1 : 0)))

/** The quasi-Newton step of the parameters that are free to move, cut to the longest; else the way of the gradient. */
function direction(
  curvature: Peak['curvature'],
  at: readonly number[],
  here: Slope,
  box: Box,
): number[] {
  const free = at.map((_, i) => i).filter((i) => !isHeld(at, here.gradient[i]!, i, box))
  const lower = cholesky(free.map((i) => free.map((j) => curvature[i]![j]!)))
  const gradient = free.map((i) => here.gradient[i]!)
  const step = lower ? solve(lower, gradient) : gradient
  const far = Math.max(...step.map(Math.abs))
  const move = at.map(() => 0)
  for (const [index, i] of free.entries()) move[i] = step[index]! * Math.min(1, longest / far)
  return move
}

type Point = Slope & { readonly point: readonly number[] }

/** The first of ever shorter steps that climbs enough, or, where values no longer differ, levels out (Hager and Zhang 2005). */
function lineSearch(
  climb: (point: readonly number[]) => Slope,
  at: readonly number[],
  here: Slope,
  move: readonly number[],
  box: Box,
): Point | undefined {
  const noise = noiseOf(here)
  let length = 1
  for (let tries = 0; tries < mostTries; tries++) {
    const point = clipped(
      at.map((x, i) => x + length * move[i]!),
      box,
    )
    const rise = dot(here.gradient, difference(point, at))
    const next = climb(point)
    const gain = next.value - here.value
    if (Number.isFinite(gain) && next.gradient.every(Number.isFinite)) {
      if (gain > noise && gain >= 1e-4 * rise) return { ...next, point }
      const ahead = Math.abs(dot(next.gradient, difference(point, at)))
      if (Math.abs(gain) <= noise && rise > 0 && ahead <= 0.9 * rise) return { ...next, point }
      const best = (0.5 * length * rise) / Math.max(rise - gain, Number.MIN_VALUE)
      length = Math.min(0.5 * length, Math.max(0.1 * length, best))
    } else length *= 0.1
  }
  return undefined
}

/** Powell's damped BFGS update of the curvature (minus the Hessian), which stays positive definite. */
function updated(
  curvature: Peak['curvature'],
  at: readonly number[],
  here: Slope,
  next: Point,
  isFirst: boolean,
): Peak['curvature'] {
  const s = difference(next.point, at)
  const y = difference(here.gradient, next.gradient)
  const sy = dot(s, y)
  const base = isFirst && sy > 0 ? identity(at.length, dot(y, y) / sy) : curvature
  const bs = base.map((row) => dot(row, s))
  const sbs = dot(s, bs)
  if (!(sbs > 0)) return base
  const share = sy >= 0.2 * sbs ? 1 : (0.8 * sbs) / (sbs - sy)
  const z = y.map((yi, i) => share * yi + (1 - share) * bs[i]!)
  const sz = dot(s, z)
  return base.map((row, i) => row.map((b, j) => b - (bs[i]! * bs[j]!) / sbs + (z[i]! * z[j]!) / sz))
}

const dot = (one: readonly number[], other: readonly number[]): number =>
  one.reduce((sum, x, i) => sum + x * other[i]!, 0)

const difference = (one: readonly number[], other: readonly number[]): readonly number[] =>
  one.map((x, i) => x - other[i]!)
