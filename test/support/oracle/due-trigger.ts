/** States that customers are in, and who entered one tonight. */
import type { Campaign } from '../../../functions/config/campaigns.ts'
import type { WorldCustomer } from '../world/customer.ts'
import type { Candidate } from './candidate.ts'
import { type Tonight, triggerIn } from './context.ts'
import { daysLater, slotTonight } from './days.ts'
import { holds } from './rule.ts'

/** Whether a customer is in the state of a campaign tonight. */
export function isIn(customer: WorldCustomer, campaign: Campaign, { memory, baselines }: Tonight) {
  const trigger = triggerIn(campaign)
  if (!trigger) return false
  const { enter, leave } = trigger
  const { features, customer_id } = customer
  if (holds(enter, features)) return true
  if (!leave || baselines.has(campaign.id)) return false
  const wasIn = memory.states.get(campaign.id)?.has(customer_id) ?? false
  return wasIn && !holds(leave, features)
}

/** What is due of a customer who is in the state tonight. */
export function dueOfTrigger(
  customer: WorldCustomer,
  campaign: Campaign,
  tonight: Tonight,
): Candidate | undefined {
  const { night, hours, memory, zones, baselines } = tonight
  const { customer_id } = customer
  if (baselines.has(campaign.id)) return undefined
  if (memory.states.get(campaign.id)?.has(customer_id)) return undefined
  if (night.regrouped.has(customer_id)) return undefined
  const was = triggerIn(campaign)?.was
  const before = memory.customers?.get(customer_id)
  if (was && !(before && holds(was, before.features))) return undefined
  const zone = zones.get(customer_id)!
  const { at, on } = slotTonight(campaign.sendAt, zone, hours)
  return {
    customer_id,
    campaign_id: campaign.id,
    occasion: typeof campaign.trigger === 'string' ? campaign.trigger : campaign.id,
    occurrence: night.asOf,
    occasion_on: night.asOf,
    faith: null,
    send_at: at,
    send_on: on,
    send_zone: zone,
    owed_on: on ?? night.asOf,
    expires_on: daysLater(on ?? night.asOf, campaign.window),
    due_on: night.asOf,
    due_reason: 'entered',
    is_late: false,
  }
}
