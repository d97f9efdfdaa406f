import { expect, it } from 'vitest'
import {
  audienceQuery,
  audienceWithoutFeatures,
} from '../../../functions/domain/outbox/audience.ts'
import { openEngine } from '../../../functions/platform/local/engine.ts'
import { shopWith } from '../../support/outbox-night.ts'
import { grainGate, grammarGate, wordsGate } from '../../support/query-gates.ts'

const campaign = (id: string, where?: object) => ({
  ...{ id, name: id, trigger: 'vip', template: 'vip.mjml' },
  ...(where && { where }),
})
const config = shopWith([
  campaign('buyers', { orders: { at_least: 1 } }),
  campaign('all'),
  campaign('unknown', { orders: { known: false } }),
])

it('has a flag a campaign, in their order', async () => {
  const engine = await openEngine({ threads: 1 })
  await engine.run(
    `create table customer_features as
select * from (values ('a', 2, 1.5), ('b', 0, null), ('c', null, 3)) as t(customer_id, orders, clv)`,
  )
  expect(await engine.rows(`${audienceQuery(config)} order by customer_id`)).toEqual([
    { customer_id: 'a', value: 1.5, in_audience: '110' },
    { customer_id: 'b', value: null, in_audience: '010' },
    { customer_id: 'c', value: 3, in_audience: '011' },
  ])
  engine.close()
})

it('leaves those of whom nothing may be known to campaigns for everybody', () => {
  expect(audienceWithoutFeatures(config)).toBe('010')
})

it('is in the house’s SQL, also without campaigns', () => {
  for (const one of [config, { ...config, campaigns: [] }]) {
    for (const gate of [grammarGate, wordsGate, grainGate]) {
      expect(gate(audienceQuery(one))).toEqual([])
    }
  }
})
