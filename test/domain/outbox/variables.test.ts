import { expect, it } from 'vitest'
import { configSpec } from '../../../functions/config.ts'
import { emailVariables } from '../../../functions/domain/outbox/variables.ts'

const config = configSpec.parse({
  version: 1,
  company: { name: 'Alder & Oat', timeZone: 'Europe/Paris' },
  sources: {
    shop: {
      files: ['orders.csv'],
      format: { type: 'csv' },
      tables: { orders: { columns: { order_id: 'id' } } },
    },
  },
  attributes: { shoe_size: { type: 'number' }, years: { type: 'number' } },
})

it('names each variable once, with attributes, and what the occasion brings first', () => {
  const variables = emailVariables(config)
  const names = variables.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  expect(names).toEqual(expect.arrayContaining(['first_name', 'orders', 'clv', 'shoe_size']))
  expect(variables.find(({ name }) => name === 'years')).toMatchObject({ from: 'occasion' })
  expect(names).not.toContain('email')
})

it('knows of every message when it is, what for, and whether it is late; and nothing else for sure', () => {
  const certain = emailVariables(config).filter(({ isNullable }) => !isNullable)
  expect(certain.map(({ name }) => name)).toEqual(['occasion_on', 'occasion_name', 'is_late'])
})
