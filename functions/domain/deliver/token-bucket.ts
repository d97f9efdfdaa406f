/** Keeps sends below a rate. */
export interface TokenBucket {
  /** Takes a place in the row: milliseconds to wait for it, at `now` in milliseconds. */
  take(now: number): number
  /** Nobody’s place comes before `until`. */
  pause(until: number): void
}

/**
 * Places at even distances (the generic cell rate algorithm). Who comes late finds places of the last quarter of a
 * second still free, and no more: in no second do more than 1.25 times the rate go out.
 * @example tokenBucket(10).take(0) // 0
 */
export function tokenBucket(perSecond: number): TokenBucket {
  const distance = 1000 / perSecond
  let next = Number.NEGATIVE_INFINITY
  return {
    take(now) {
      next = Math.max(next, now - slack)
      const wait = Math.max(0, next - now)
      next += distance
      return wait
    },
    pause(until) {
      next = Math.max(next, until + slack)
    },
  }
}

const slack = 250
