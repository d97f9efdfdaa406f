/** One eigenvalue of a symmetric matrix, with the first entry of its eigenvector of length 1. */
export interface Eigenpair {
  readonly value: number
  readonly first: number
}

/**
 * All eigenvalues of a symmetric tridiagonal matrix, in rising order, and the first entry of each eigenvector: what the
 * rule of Golub and Welsch needs. Implicit QL steps with Wilkinson's shift; n² time, n memory.
 * `diagonal` has n entries, `beside` the n − 1 above (and below) it.
 * https://www.netlib.org/eispack/imtql2.f
 * @example eigenpairs([2, 2], [1]) // values 1 and 3, first entries ∓√½
 */
export function eigenpairs(
  diagonal: readonly number[],
  beside: readonly number[],
): readonly Eigenpair[] {
  const n = diagonal.length
  const d = Float64Array.from(diagonal)
  const e = new Float64Array(n)
  e.set(beside)
  const first = new Float64Array(n)
  if (n > 0) first[0] = 1
  for (let low = 0; low < n; low++) {
    for (let step = 0; ; step++) {
      const high = splitAfter(d, e, low)
      if (high === low) break
      if (step === mostSteps) throw new Error(`no eigenvalue after ${mostSteps} steps`)
      implicitStep(d, e, first, low, high)
    }
  }
  return Array.from(d, (value, index) => ({ value, first: first[index]! })).sort(
    (one, other) => one.value - other.value,
  )
}

const mostSteps = 60

/** Where the block that starts at `low` ends: the first entry beside the diagonal that is nothing next to it. */
function splitAfter(d: Float64Array, e: Float64Array, low: number): number {
  let at = low
  while (
    at < d.length - 1 &&
    Math.abs(e[at]!) > Number.EPSILON * (Math.abs(d[at]!) + Math.abs(d[at + 1]!))
  )
    at++
  return at
}

/** One sweep of plane rotations from `high` up to `low`, with the shift that Wilkinson proposed. */
function implicitStep(
  d: Float64Array,
  e: Float64Array,
  first: Float64Array,
  low: number,
  high: number,
): void {
  const half = (d[low + 1]! - d[low]!) / (2 * e[low]!)
  const root = Math.hypot(half, 1)
  let g = d[high]! - d[low]! + e[low]! / (half + (half < 0 ? -root : root))
  let sine = 1
  let cosine = 1
  let p = 0
  for (let i = high - 1; i >= low; i--) {
    const f = sine * e[i]!
    const b = cosine * e[i]!
    const length = Math.hypot(f, g)
    e[i + 1] = length
    if (length === 0) {
      d[i + 1] = d[i + 1]! - p
      e[high] = 0
      return
    }
    sine = f / length
    cosine = g / length
    const above = d[i + 1]! - p
    const turned = (d[i]! - above) * sine + 2 * cosine * b
    p = sine * turned
    d[i + 1] = above + p
    g = cosine * turned - b
    const entry = first[i + 1]!
    first[i + 1] = sine * first[i]! + cosine * entry
    first[i] = cosine * first[i]! - sine * entry
  }
  d[low] = d[low]! - p
  e[low] = g
  e[high] = 0
}
