import { describe, expect, it } from 'vitest'
import { campaignSpec } from '../../../functions/config/campaigns.ts'
import { configSpec } from '../../../functions/config.ts'
import { campaignsTonight } from '../../../functions/domain/occasions/campaigns.ts'
import { readyTriggers, triggerOf } from '../../../functions/domain/occasions/ready-triggers.ts'
import { triggerStatesQuery } from '../../../functions/domain/occasions/trigger-states.ts'
import { checkRule } from '../../../functions/domain/segments/check-rule.ts'
import { featuresOf } from '../../../functions/features.ts'
import {
  divisionGate,
  grainGate,
  grammarGate,
  joinGate,
  windowGate,
  wordsGate,
} from '../../support/query-gates.ts'

const config = configSpec.parse({
  version: 1,
  company: { name: 'Shop', timeZone: 'UTC' },
  sources: {
    shop: {
      files: ['o.csv'],
      format: { type: 'csv' },
      tables: { orders: { columns: { total: 't' } } },
    },
  },
})
const features = featuresOf(config)
const campaigns = readyTriggers.map((trigger) =>
  campaignSpec.parse({ id: trigger, name: trigger, trigger, template: 'x' }),
)
const tonight = (lastNight: Parameters<typeof campaignsTonight>[2] = []) =>
  campaignsTonight({ ...config, campaigns }, features, lastNight).flatMap(({ row, trigger }) =>
    trigger ? [{ row, trigger }] : [],
  )

describe('ready triggers', () => {
  it.each(readyTriggers)('%s names features as rules may', (name) => {
    const { enter, leave, was } = triggerOf[name]
    for (const rule of [enter, leave, was]) {
      if (rule) expect(checkRule(rule, features)).toEqual([])
    }
  })

  it('have a hash each', () => {
    expect(new Set(tonight().map(({ row }) => row.trigger_hash)).size).toBe(readyTriggers.length)
  })
})

describe('the query of states', () => {
  const gates = { divisionGate, grainGate, grammarGate, joinGate, windowGate, wordsGate }
  const first = tonight()
  const second = tonight(first.map(({ row }) => row))

  it.each(Object.entries(gates))('keeps to the %s', (_, gate) => {
    expect(gate(triggerStatesQuery(first, features))).toEqual([])
    expect(gate(triggerStatesQuery(second, features))).toEqual([])
    const plain = second.filter(({ trigger }) => !trigger.was)
    expect(gate(triggerStatesQuery(plain, features))).toEqual([])
  })

  it('remembers nobody on a baseline', () => {
    expect(first.every(({ row }) => row.is_baseline)).toBe(true)
    expect(second.some(({ row }) => row.is_baseline)).toBe(false)
    expect(triggerStatesQuery(first, features)).not.toMatch(/campaign_id in \(/)
  })
})
