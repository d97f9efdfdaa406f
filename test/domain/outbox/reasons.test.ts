import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  placeOfReason,
  reasonInWords,
  reasonOf,
  reasons,
} from '../../../functions/domain/outbox/reasons.ts'

/** The rows of the table of docs/campaigns.md: `| 9 | skip | \`unsubscribed\`, … | … |`. */
const documented = readFileSync(join(import.meta.dirname, '../../../docs/campaigns.md'), 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, kind, names = ''] = /^\| \d+ \| (skip|hold) \| ([^|]+) \|/.exec(line) ?? []
    return [...names.matchAll(/`([\w-]+)`/g)].map(([, name]) => [name, kind])
  })

describe('the reasons', () => {
  it('are those of the documentation, in its order and of its kinds', () => {
    expect(documented.length).toBeGreaterThan(15)
    expect(Object.entries(reasons).map(([name, { kind }]) => [name, kind])).toEqual(documented)
  })

  it('are each said differently', () => {
    const words = Object.values(reasons).map((one) => one.words)
    expect(new Set(words).size).toBe(words.length)
  })

  it('are found by name, and only they', () => {
    expect(reasonOf('week-cap')?.kind).toBe('hold')
    expect(reasonOf('constructor')).toBeUndefined()
    expect(reasonOf(null)).toBeUndefined()
    expect(reasonInWords('not-known-yet')).toBe('not-known-yet')
    expect(placeOfReason('gone')).toBeLessThan(placeOfReason('night-cap'))
    expect(placeOfReason('not-known-yet')).toBe(documented.length)
  })
})
