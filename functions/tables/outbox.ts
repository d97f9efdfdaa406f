import { columns } from '../domain/types.ts'
import type { Table } from './table.ts'

/** What is decided of every message that could be sent, and what was decided before. */
export const outboxTables: readonly Table[] = [
  {
    name: 'exposures',
    class: 'personal',
    sentence: 'One row per email that a live night let go to a customer, in the last 25 months.',
    grain: ['sent_as', 'campaign_id', 'occasion', 'occurrence', 'decided_on'],
    columns: columns(`
      customer_id varchar     the customer
      sent_as varchar         who they were on that night, before others joined them
      address_hash varchar    sha256 of the address it went to
      campaign_id varchar     the campaign
      occasion varchar        the occasion, or trigger
      occurrence varchar      its year, or the night on which the state was entered
      occasion_on date        the date on which it was kept, or the state was entered
      variant varchar         the version sent; null where the campaign has one
      purpose varchar         what it was for
      send_at timestamp(3)    when it was to be sent
      send_on date            the date where the customer lives
      decided_on date         the night that decided it`),
  },
  {
    name: 'outbox',
    class: 'personal',
    sentence: 'One row per message that could be sent tonight: what was decided of it, and why.',
    grain: ['customer_id', 'campaign_id', 'occasion', 'occurrence'],
    columns: columns(`
      customer_id varchar          the customer
      campaign_id varchar          the campaign
      occasion varchar             the occasion, or trigger
      occurrence varchar           its year, or the night on which the state was entered
      occasion_on date             the date on which it is kept, or the state was entered
      faith varchar                whose occasion it is: only for customers who asked for such
      send_at timestamp(3)         when to send
      send_on date                 the date then, where the customer lives
      send_zone varchar            the zone of that date
      expires_on date              the last date on which it may be sent
      due_on date                  the first night that it came up
      due_reason varchar           on-time, missed-night, learned-late, moved, rescheduled or entered
      is_late boolean              whether it goes out on a later date than it should
      decision varchar             send, hold or skip
      reason varchar               why not, in a word: docs/campaigns.md lists them
      rule varchar                 the key of the configuration that decided it
      variant varchar              the version; null where the campaign has one
      address_hash varchar         sha256 of the address; null without one that can be written to
      purpose varchar              what it is for
      priority integer             the campaign’s
      value decimal(18,2)          the customer’s expected value
      consent_at timestamp(3)      when the customer said yes
      consent_source varchar       where
      sent_on_day bigint           emails that went to the customer or address on that date before
      sent_in_week bigint          and in the seven days up to it
      last_sent_on date            when the campaign last wrote to them
      holdout_bucket bigint        0 to 999999: held out from all emails below the share
      campaign_bucket bigint       the same for this campaign
      won_by varchar               the campaign that writes instead
      is_live boolean              whether the night sends`),
  },
  {
    name: 'campaign_results',
    class: 'journals',
    sentence: 'One row per campaign: how many messages were due, and what became of them.',
    grain: ['campaign_id'],
    columns: columns(`
      campaign_id varchar     the campaign
      name varchar            its name
      position integer        its place in the configuration
      due bigint              messages that could be sent
      eligible bigint         of those still right, to customers in the audience with an address
      consented bigint        of those to customers who said yes and did not stop: the sum of the next four
      held_out bigint         of those deliberately not sent
      capped bigint           of those held: for quiet hours, caps, or another email
      cooled bigint           of those not sent as the campaign wrote lately
      planned bigint          of those sent
      is_live boolean         whether the night sends`),
  },
  {
    name: 'outbox_brakes',
    class: 'results',
    sentence: 'One row per number beyond its limit, for which the night’s emails are held back.',
    grain: ['kind', 'id'],
    columns: columns(`
      kind varchar            emails or segment
      id varchar              all, or the segment
      tonight bigint          the number tonight
      usual_low bigint        the least of the nights it is compared with
      usual_high bigint       the most of them
      most bigint             the limit`),
  },
]
