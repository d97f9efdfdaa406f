import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Engine, openEngine } from '../functions/platform/local/engine.ts'
import { type Changes, changingConfig } from './support/world/changing.ts'
import { told } from './support/world/compare.ts'
import type { WorldConfig } from './support/world/config.ts'
import { laws } from './support/world/laws.ts'
import { simulate } from './support/world/simulate.ts'
import { type WorldOptions, world } from './support/world/world.ts'

let engine: Engine
beforeEach(async () => {
  engine = await openEngine({ threads: 1 })
})
afterEach(() => engine.close())

interface Span extends Omit<WorldOptions, 'config'> {
  readonly nights: number
  readonly changes: Changes
  readonly base: WorldConfig
}

/** What is wrong with the nights of a span, how many decisions of each kind they made, and how many birthdays. */
async function wrongIn({ nights, changes, base, ...options }: Span) {
  const watched = laws()
  const counts = new Map<string, number>()
  const all = world({ ...options, config: changingConfig(changes, base) })
  const last = Date.parse(options.from) + (nights - 1) * 86_400_000
  for await (const simulated of simulate(engine, all)) {
    const { night, verdict, differences } = simulated
    for (const { decision, reason } of verdict.decisions) {
      const key = reason ?? decision
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
    const wrong = [...differences.slice(0, 5).map(told), ...watched.look(simulated)]
    if (wrong.length > 0) return { wrong: [night.asOf, ...wrong], counts, birthdays: 0 }
    if (Date.parse(night.asOf) >= last) break
  }
  const { broken, birthdays } = watched.end()
  return { wrong: broken, counts, birthdays }
}

describe('the stages and a plain reckoning decide the same', () => {
  const changes = { live: 1, added: 8, changed: 11, rescheduled: 15, removed: 13 }
  const span = { seed: 1, zones: 1, pace: 5, missed: 8, nights: 23, changes }
  it.each([
    ['28 February of a leap year', '2028-02-18', { timeZone: 'Europe/Paris' }],
    ['clocks going forward', '2027-03-12', { timeZone: 'America/New_York' }],
    ['clocks going back', '2026-10-17', { timeZone: 'Australia/Lord_Howe' }],
    ['a new year', '2026-12-21', { brake: { first: 12, times: 1.5, least: 4 } }],
  ] as const)(
    'about %s',
    async (_, from, base) => {
      const { wrong, counts, birthdays } = await wrongIn({ ...span, from, base })
      expect(wrong).toEqual([])
      expect(birthdays).toBeGreaterThan(0)
      expect([...counts.keys()]).toEqual(
        expect.arrayContaining(['send', 'another-won', 'held-out', 'no-consent', 'expired']),
      )
    },
    120_000,
  )
})

describe('in any world', () => {
  const anySpan = fc.record({
    seed: fc.nat({ max: 1_000_000 }),
    from: fc
      .integer({ min: 0, max: 1460 })
      .map((days) => new Date(Date.UTC(2026, 0, 1 + days)).toISOString().slice(0, 10)),
    zones: fc.constant(1),
    pace: fc.integer({ min: 0, max: 12 }),
    missed: fc.integer({ min: 0, max: 30 }),
    nights: fc.integer({ min: 14, max: 18 }),
    changes: fc.record({
      live: fc.integer({ min: 0, max: 3 }),
      added: fc.integer({ min: 1, max: 12 }),
      changed: fc.integer({ min: 1, max: 12 }),
      rescheduled: fc.integer({ min: 1, max: 12 }),
      removed: fc.integer({ min: 1, max: 12 }),
    }),
    base: fc.record({
      timeZone: fc.constantFrom('Pacific/Kiritimati', 'Pacific/Honolulu', 'Europe/London'),
      brake: fc.constantFrom(
        { first: 1_000_000, least: 1_000_000 },
        { first: 10, times: 1.2, least: 3 },
      ),
    }),
  })

  it('sides stay, caps hold, what is held is sent or skipped, and a new rule fires nothing', async () => {
    await fc.assert(
      fc.asyncProperty(anySpan, async (span) => {
        engine.close()
        engine = await openEngine({ threads: 1 })
        expect((await wrongIn(span)).wrong).toEqual([])
      }),
      { numRuns: 1, endOnFailure: true },
    )
  }, 120_000)
})
