import { sendsTables } from '../../functions/tables/sends.ts'

/** Nobody is joined, split, held apart or erased in a small sample shop, nobody moves, and it neither joins by phone nor sends. */
const always = [
  ...['customer_aliases', 'identity_changes', 'identity_cuts', 'phone_numbers'],
  ...['exposures', 'outbox_brakes', 'releases', 'subjects', 'message_outcomes'],
  ...['erasures', 'erased_profiles', 'erased_customers', 'order_twins', 'zone_moves'],
  ...sendsTables.map(({ name }) => name),
]

/** The two nights of the sample shop, and the tables of each that may have no rows: none of the others compares nothing. */
export const sampleNights: Readonly<Record<string, readonly string[]>> = {
  // Nobody enters or leaves on the first night of a rule, or moves from tier to tier.
  '2026-03-10': [
    ...always,
    ...['segment_changes', 'segment_flows', 'segment_history'],
    ...['tier_changes', 'tier_flows'],
  ],
  '2026-03-11': always,
}
