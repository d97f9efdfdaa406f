/** What else is known of the people of a made-up night: the first of them has a story. */
import { createHash } from 'node:crypto'
import type { Row } from '../../../functions/platform/ports.ts'
import type { Person } from './people.ts'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** Tables of profiles, consents, stops and earlier emails; empty where nobody is. */
export function storyTables(people: readonly Person[]): Readonly<Record<string, readonly Row[]>> {
  const [first, second] = people
  if (!first || !second) return {}
  const { customer_id, first_name, last_name, country } = first
  const email = `${first_name}@example.com`.toLowerCase()
  const profile = (
    id_space: string,
    source_customer_id: string,
    since: string,
    seen_on: string,
  ) => ({
    ...{ id_space, source_customer_id, since, seen_on, customer_id },
  })
  const link = (id_space: string, source_customer_id: string, value: string) => ({
    ...{ id_space, source_customer_id, value: sha256(value), kind: 'email', detail: '' },
    ...{ is_away: false, group_id: `shop:${customer_id}`, cut: null },
  })
  return {
    identity_map: [
      profile('shop', customer_id, '2025-11-02', '2026-03-10'),
      profile('app', 'u-77', '2026-01-04', '2026-03-10'),
      profile('app', 'u-12', '2025-12-01', '2026-02-01'),
      ...people.slice(1).map(({ customer_id: id }) => ({
        ...profile('shop', id, '2025-11-02', '2026-03-10'),
        customer_id: id,
      })),
    ],
    stg_customers: [
      { source: 'till', id_space: 'shop', customer_id, email, email_verified: true, country },
      {
        source: 'app',
        id_space: 'app',
        customer_id: 'u-77',
        email,
        email_verified: true,
        last_name,
      },
    ],
    identity_links: [link('shop', customer_id, email), link('app', 'u-77', email)],
    customer_aliases: [{ alias_id: 'app:u-77', customer_id, since: '2026-01-05' }],
    customer_consents: [
      {
        ...{ customer_id, purpose: 'marketing', granted: true, given_in: 'checkout' },
        ...{ at: '2025-11-02 09:30:00', expires_at: null },
      },
      {
        ...{ customer_id, purpose: 'surveys', granted: true, given_in: 'app' },
        ...{ at: '2025-11-02 09:30:00', expires_at: '2026-02-01 00:00:00' },
      },
    ],
    suppressions: [
      { customer_id: second.customer_id, reason: 'bounced', since: '2026-03-01 10:00:00' },
    ],
    exposures: [
      ...pastEmails,
      {
        ...{ customer_id, campaign_id: 'review-request', occasion: 'review-request' },
        ...{ occurrence: '2026-02-11', purpose: 'marketing', variant: null },
        ...{ send_at: '2026-02-11 17:00:00', send_on: '2026-02-11', decided_on: '2026-02-11' },
        address_hash: sha256(email),
      },
    ],
    trigger_states: [{ customer_id, campaign_id: 'churn-risk', since: '2026-03-02', fires: false }],
    customer_segments: [{ customer_id, segment_id: 'champions', entered_on: '2026-02-01' }],
  }
}

/** Nine nights that sent 90 to 98 emails. */
const pastEmails: readonly Row[] = Array.from({ length: 9 }, (_, back) =>
  Array.from({ length: 90 + back }, (_, i) => ({
    ...{ customer_id: `past-${i}`, campaign_id: 'birthday', occasion: 'birth_date' },
    ...{
      occurrence: `2026-${back}`,
      decided_on: `2026-03-0${9 - back}`,
      send_on: `2026-03-0${9 - back}`,
    },
  })),
).flat()
