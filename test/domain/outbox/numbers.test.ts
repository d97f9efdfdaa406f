import { expect, it } from 'vitest'
import { configSpec } from '../../../functions/config.ts'
import { type Numbers, numbersInWords } from '../../../functions/domain/outbox/numbers.ts'

const config = configSpec.parse({
  version: 1,
  company: { name: 'Shop', timeZone: 'Europe/Paris' },
  sources: {
    shop: { files: ['o.csv'], format: { type: 'csv' }, tables: { orders: { columns: {} } } },
  },
  sending: { holdout: 0.05, caps: { day: 1, week: 3 } },
  campaigns: [
    { id: 'birthday', name: 'Birthday', occasion: 'birth_date', template: 'b.mjml' },
    {
      ...{ id: 'win-back', name: 'Win-back', trigger: 'win-back', template: 'w.mjml' },
      ...{ cooldown: 90, holdout: 0.1, caps: { night: 200 } },
    },
  ],
})

const row: Numbers = {
  campaign_id: 'win-back',
  reason: null,
  send_on: '2026-03-10',
  expires_on: '2026-03-13',
  purpose: 'marketing',
  sent_on_day: 1,
  sent_in_week: 3,
  last_sent_on: '2026-01-20',
  holdout_bucket: 41_234,
  campaign_bucket: 99_999,
  won_by: 'birthday',
}

it.each([
  ['week-cap', '3 emails in the seven days up to 10 March 2026, 3 are allowed'],
  ['day-cap', '1 email on 10 March 2026 already, 1 is allowed'],
  ['cooldown', 'it wrote on 20 January 2026, and not again within 90 days'],
  ['held-out', 'bucket 41,234 of 1,000,000, below 50,000 (5 %)'],
  ['held-out-campaign', 'bucket 99,999 of 1,000,000, below 100,000 (10 %)'],
  ['another-won', 'Birthday writes instead'],
  ['night-cap', '200 a night'],
  ['quiet-hours', 'quiet from 21:00 to 07:00, the email at 09:00'],
  ['expired', 'its last date was 13 March 2026'],
  ['no-consent', 'purpose marketing'],
  ['unsubscribed', ''],
])('%s is backed by its numbers', (reason, words) => {
  expect(numbersInWords({ ...row, reason }, config).replaceAll('\u00a0', ' ')).toBe(words)
})
