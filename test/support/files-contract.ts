/** What every store of files promises, run against each of them. */
import { setImmediate } from 'node:timers/promises'
import { expect, it } from 'vitest'
import type { Files } from '../../functions/platform/ports.ts'

/** The promises; `fresh` opens an empty store. */
export function filesContract(fresh: () => Files | Promise<Files>): void {
  it('are read as they were put', async () => {
    const files = await fresh()
    expect(await files.putIfAbsent('runs/2026-03-10/1/_run.json', 'é')).toBe(true)
    expect(await files.putIfAbsent('a.bin', Uint8Array.of(104, 105))).toBe(true)
    expect(await files.putIfAbsent('a b/ü+%.txt', '')).toBe(true)
    expect(await files.read('runs/2026-03-10/1/_run.json')).toBe('é')
    expect(await files.read('a.bin')).toBe('hi')
    expect(await files.read('a b/ü+%.txt')).toBe('')
    expect(await files.list('a b')).toEqual(['a b/ü+%.txt'])
    expect(await files.read('nothing/there')).toBeUndefined()
    expect(await files.has('a b/ü+%.txt')).toBe(true)
    for (const key of ['nothing/there', 'a b', 'a.bin/there'])
      expect(await files.has(key)).toBe(false)
  })

  it('stay what they are', async () => {
    const files = await fresh()
    await files.putIfAbsent('key', 'first')
    expect(await files.putIfAbsent('key', 'second')).toBe(false)
    expect(await files.putIfAbsent('key', 'first')).toBe(false)
    expect(await files.read('key')).toBe('first')
  })

  it('of twenty who put at once, one does', async () => {
    const files = await fresh()
    const writers = Array.from({ length: 20 }, (_, i) => `writer ${i}`)
    const put = await Promise.all(writers.map((body) => files.putIfAbsent('claims/one', body)))
    expect(put.filter(Boolean)).toHaveLength(1)
    expect(await files.read('claims/one')).toBe(writers[put.indexOf(true)])
  })

  it('are there whole or not at all', async () => {
    const files = await fresh()
    const body = 'x'.repeat(20 << 20)
    let isDone = false
    const putting = files.putIfAbsent('big', body).then(() => {
      isDone = true
    })
    const seen = new Set<number | undefined>()
    while (!isDone) {
      seen.add((await files.read('big'))?.length)
      await setImmediate()
    }
    await putting
    seen.delete(undefined)
    expect([...seen].every((length) => length === body.length)).toBe(true)
    expect((await files.read('big'))?.length).toBe(body.length)
  })

  it('are listed in order, by key and by folder', async () => {
    const files = await fresh()
    for (const key of ['p/b/2', 'p/a/1', 'p/c', 'pq/x']) await files.putIfAbsent(key, key)
    expect(await files.list('p')).toEqual(['p/a/1', 'p/b/2', 'p/c'])
    expect(await files.folders('p')).toEqual(['a', 'b'])
    expect(await files.list('none')).toEqual([])
    expect(await files.folders('p/c')).toEqual([])
  })
}
