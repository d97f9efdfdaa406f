/** States that customers are in, and who entered one tonight. */
import type { Campaign } from '../../../functions/config/campaigns.ts'
import type { WorldCustomer } from '../world/customer.ts'
import type { Candidate } from './candidate.ts'
import { type Tonight, triggerIn } from './context.ts'
import { daysLater, slotTonight } from './days.ts'
import { holds } from './rule.ts'

/** Who is in the state of a campaign tonight, since when. Who is in no source tonight stays as they were. */
export function stateOf(campaign: Campaign, tonight: Tonight): ReadonlyMap<string, string> {
  const { night, memory, baselines } = tonight
  const { enter, leave } = triggerIn(campaign)!
  const before: ReadonlyMap<string, string> = baselines.has(campaign.id)
    ? new Map()
    : (memory.states.get(campaign.id) ?? new Map())
  const state = new Map<string, string>()
  for (const { customer_id, features } of night.customers.values()) {
    const since = before.get(customer_id)
    const stays = since !== undefined && leave !== undefined && !holds(leave, features)
    if (stays || holds(enter, features)) state.set(customer_id, since ?? night.asOf)
  }
  for (const [id, since] of before) if (!night.customers.has(id)) state.set(id, since)
  return state
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
    occasion: typeof campaign.trigger === 'string' ? campaign.trigger : 'entered',
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
