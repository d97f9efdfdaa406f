import { expect, it } from 'vitest'
import { heldBack, heldSentence, heldText } from '../../../functions/domain/outbox/held.ts'
import { shopWith } from '../../support/outbox-night.ts'

const config = shopWith([
  { id: 'spring', name: 'Spring', day: { calendar: 'shop', is: 'spring' }, template: 'a.mjml' },
  { id: 'vip', name: 'VIP', trigger: 'vip', template: 'a.mjml' },
])
const limits = { tonight: '281', usual_low: '83', usual_high: '159', most: '280' }

it('is nothing where no limit was passed', () => {
  expect(heldBack(config, 12, [], [])).toBeUndefined()
})

it('says each limit that was passed, and which campaigns go to everybody', () => {
  const held = heldBack(
    config,
    281,
    [
      { kind: 'emails', id: 'all', ...limits },
      {
        ...limits,
        kind: 'segment',
        id: 'vips',
        tonight: '4123',
        usual_low: '90',
        usual_high: '90',
      },
    ],
    [
      { campaign_id: 'spring', planned: 280, usual_low: null, usual_high: null },
      { campaign_id: 'vip', planned: 1, usual_low: 1, usual_high: 4 },
    ],
  )
  expect(held).toEqual({
    emails: 281,
    reasons: [
      'usual 83 to 159 a night, limit 280',
      'segment vips has 4,123 customers, usual 90, limit 280',
    ],
    campaigns: [
      { id: 'spring', emails: 280, remark: 'no where: for everybody' },
      { id: 'vip', emails: 1, usual: [1, 4] },
    ],
  })
  expect(heldText(held!)).toMatch(/^281 emails are held back: usual 83 to 159 a night, limit 280; /)
  expect(heldSentence({ ...held!, emails: 1, reasons: ['limit 0'] }, '2026-03-11', '')).toBe(
    '1 email is held back: limit 0; nocturne release 2026-03-11 lets them go',
  )
})
