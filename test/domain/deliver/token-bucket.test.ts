import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tokenBucket } from '../../../functions/domain/deliver/token-bucket.ts'

describe('a token bucket', () => {
  it('gives places at even distances', () => {
    const bucket = tokenBucket(10)
    expect(Array.from({ length: 5 }, () => bucket.take(1_000))).toEqual([0, 0, 0, 50, 150])
  })

  it('saves up no more than a quarter of a second', () => {
    const bucket = tokenBucket(4)
    bucket.take(0)
    expect([1, 2, 3].map(() => bucket.take(60_000))).toEqual([0, 0, 250])
  })

  it('gives nobody a place before a pause is over', () => {
    const bucket = tokenBucket(100)
    bucket.take(0)
    bucket.pause(5_000)
    expect(bucket.take(0)).toBeGreaterThanOrEqual(5_000)
  })

  it('lets no more than 1.25 times the rate, and one, into any second', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 400 }),
        (rate, pauses) => {
          const bucket = tokenBucket(rate)
          let now = 0
          const at = pauses.map((pause) => {
            now += pause
            return now + bucket.take(now)
          })
          for (const from of at) {
            const within = at.filter((one) => one >= from && one < from + 1_000)
            expect(within.length).toBeLessThanOrEqual(rate * 1.25 + 1.000001)
          }
        },
      ),
      { seed: 7, numRuns: 50 },
    )
  })

  it('keeps up with its rate when asked late', () => {
    const bucket = tokenBucket(200)
    let now = 0
    for (let taken = 0; taken < 2_000; taken += 1) now += Math.ceil(bucket.take(now) / 20) * 20
    expect(2_000 / (now / 1_000)).toBeGreaterThan(195)
  })
})
