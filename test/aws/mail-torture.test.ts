import { expect, it } from 'vitest'
import { tortureMail, verdict } from '../support/mail-torture.ts'

it('200 messages through SES, with S3 as the ledger, arrive once, whoever is killed', {
  timeout: 300_000,
}, async () => {
  const counted = await tortureMail({ to: 'aws', messages: 200, kills: 4, seed: 3, rate: 60 })
  const { text, isRight } = verdict(counted)
  console.log(text)
  expect(counted.kills).toBeGreaterThanOrEqual(4)
  expect(counted.duplicates).toBe(0)
  expect(isRight).toBe(true)
})
