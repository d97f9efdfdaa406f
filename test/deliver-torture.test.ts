import { expect, it } from 'vitest'
import { tortureMail, verdict } from './support/mail-torture.ts'

it.each([
  { to: 'smtp', messages: 1_000, kills: 15, seed: 1, rate: 120 },
  { to: 'eml', messages: 300, kills: 6, seed: 2, rate: 120 },
] as const)(
  '$messages messages by $to arrive once, whoever is killed',
  { timeout: 600_000 },
  async (torture) => {
    const counted = await tortureMail(torture)
    expect(counted.kills).toBeGreaterThanOrEqual(torture.kills)
    expect(counted.duplicates).toBe(0)
    expect(verdict(counted)).toEqual({ text: expect.any(String), isRight: true })
    expect(counted.ledgerObjects).toBeLessThanOrEqual(3 * torture.messages + 2 * counted.uncertain)
  },
)
