import { describe, expect, it } from 'vitest'
import { type MessageRow, outboxLine } from '../../../functions/domain/outbox/line.ts'
import { messagesQuery, namedVariables } from '../../../functions/domain/outbox/messages.ts'
import { shopWith } from '../../support/outbox-night.ts'
import { grainGate, grammarGate, wordsGate } from '../../support/query-gates.ts'

const named = ['first_name', 'age', 'years', 'occasion_name', 'occasion_on', 'is_late', 'clv']
const campaigns = [
  {
    id: 'birthday',
    name: 'Birthday',
    occasion: 'birth_date',
    template: 'birthday.mjml',
    variants: [{ id: 'a' }, { id: 'b', template: 'other.mjml' }],
  },
  { id: 'cart', name: 'Cart', trigger: 'cart-abandoned', template: 'other.mjml' },
]
const config = shopWith(campaigns, {}, named)

const row: MessageRow = {
  ...{ customer_id: 'c1', address: 'c1@example.com', campaign_id: 'birthday', variant: 'b' },
  ...{ occasion: 'birth_date', occurrence: '2026', occasion_on: '2026-03-10', faith: null },
  ...{ send_at: '2026-03-10 08:00:00', expires_on: '2026-03-13', purpose: 'marketing' },
  ...{ is_late: true, is_live: false, consent_at: '2025-01-01 00:00:00', day_name: null },
  ...{ life_year: 1990, variable_first_name: 'Ada', variable_age: 35, variable_clv: 12.5 },
}

describe('a line', () => {
  it('has the version’s own template, and the age that is reached', () => {
    expect(outboxLine(config, row)).toMatchObject({
      email: 'hash of other.mjml',
      send_at: '2026-03-10T08:00:00.000Z',
      is_live: false,
      variables: {
        first_name: 'Ada',
        age: 36,
        years: 36,
        occasion_name: 'birthday',
        occasion_on: '2026-03-10',
        is_late: true,
        clv: 12.5,
      },
    })
  })

  it('says no age where the year is not known, and tonight’s where there is no birthday', () => {
    const unknown = outboxLine(config, { ...row, life_year: null })
    expect(unknown.variables).toMatchObject({ age: null, years: null })
    const cart = outboxLine(config, {
      ...{ ...row, campaign_id: 'cart', variant: null },
      ...{ occasion: 'cart-abandoned', life_year: null },
    })
    expect(cart.variables).toMatchObject({ age: 35, years: null })
  })

  it('is refused without a compiled email', () => {
    const bare = { ...config, attached: { calendars: {}, emails: {} } }
    expect(() => outboxLine(bare, row)).toThrow('campaign birthday: other.mjml was not compiled')
  })
})

describe('the query of the messages', () => {
  it('reads what templates name and no more', () => {
    const sql = messagesQuery(config)
    expect(sql).toContain('"clv"')
    expect(sql).not.toMatch(/last_name|orders/)
    expect(messagesQuery(shopWith(campaigns, {}, []))).not.toContain('customer_features')
    expect(namedVariables(config).map(({ name }) => name)).toEqual(
      expect.arrayContaining([...named]),
    )
  })

  it('is in the house’s SQL', () => {
    for (const gate of [grammarGate, wordsGate, grainGate]) {
      expect(gate(messagesQuery(config))).toEqual([])
    }
  })
})
