import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { asTheyCome } from '../functions/concurrency.ts'

async function* numbers(until: number, made: number[] = []) {
  try {
    for (let n = 1; n <= until; n += 1) {
      made.push(n)
      yield n
    }
  } finally {
    made.push(0)
  }
}

describe('work on items as they come', () => {
  it('is done on each once, so many at a time', async () => {
    const done: number[] = []
    let [atOnce, most] = [0, 0]
    await asTheyCome(numbers(9), 3, async (n) => {
      atOnce += 1
      most = Math.max(most, atOnce)
      await wait(1)
      atOnce -= 1
      done.push(n)
    })
    expect(done.toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(most).toBe(3)
  })

  it('ends with the first that fails, and makes no more', async () => {
    const made: number[] = []
    const work = asTheyCome(numbers(1000, made), 2, async (n) => {
      await wait(1)
      if (n === 3) throw new Error('disk full')
    })
    await expect(work).rejects.toThrow('disk full')
    await wait(20)
    expect(made.at(-1)).toBe(0)
    expect(made.length).toBeLessThan(10)
  })

  it('ends with what the items end with', async () => {
    async function* broken() {
      yield 1
      throw new Error('engine gone')
    }
    await expect(asTheyCome(broken(), 2, async () => {})).rejects.toThrow('engine gone')
  })
})
