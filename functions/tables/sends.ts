import { columns } from '../domain/types.ts'
import type { Table } from './table.ts'

const sends = `
      message_id varchar      the message; null: its line could not be read
      subject varchar         the customer’s hash
      campaign_id varchar     the campaign
      variant varchar         the version; null where the campaign has one
      occasion varchar        the occasion, or trigger
      occurrence varchar      its year, or the night on which the state was entered
      purpose varchar         what it was for
      decided_on date         the night that decided it
      status varchar          sent, failed, uncertain, let-go, skipped or refused
      reason varchar          why not, in a word
      at timestamp(3)         when
      on date                 the day in the company’s zone
      file varchar            the file of sends that says so`

const events = `
      message_id varchar      the message
      kind varchar            send, delivery, open, click, soft_bounce, bounce, complaint or reject
      at timestamp(3)         when
      on date                 the day in the company’s zone`

/** What the lake knew of messages and people when the night began, as deliver, mail service and links said it. */
export const sendsTables: readonly Table[] = [
  {
    name: 'new_sends',
    class: 'personal',
    sentence:
      'One row per line of the outbox that deliver was done with, and file of sends that says so, as far as no earlier night has read it.',
    grain: [],
    columns: columns(sends),
  },
  {
    name: 'stg_sends',
    class: 'personal',
    sentence:
      'One row per line of the outbox that deliver was done with, and file of sends that says so, in the last 14 months.',
    grain: [],
    columns: columns(sends),
  },
  {
    name: 'new_mail_events',
    class: 'personal',
    sentence:
      'One row per thing that the mail service said of a message since the day before the last night.',
    grain: [],
    columns: columns(events),
  },
  {
    name: 'stg_mail_events',
    class: 'personal',
    sentence: 'One row per thing that the mail service said of a message, in the last 14 months.',
    grain: ['message_id', 'kind', 'at'],
    columns: columns(events),
  },
  {
    name: 'opens_known',
    class: 'results',
    sentence: 'One row when the mail service ever told that a message was opened or clicked.',
    grain: [],
    columns: columns('known_on date  tonight'),
  },
  {
    name: 'uncertain_sends',
    class: 'personal',
    sentence:
      'One row per message of which it was once not known whether it was sent: what is known by now.',
    grain: ['message_id'],
    columns: columns(`
      message_id varchar      the message
      since date              from when on
      status varchar          sent, failed, let-go or uncertain`),
  },
  {
    name: 'ledger_people',
    class: 'personal',
    sentence: 'One row per thing on record of a customer or an address.',
    grain: [],
    columns: columns(`
      who varchar             the hash of the customer or the address
      kind varchar            bounced, complained, erased, granted, restored or withdrawn
      purpose varchar         what for; null: everything
      at timestamp(3)         when`),
  },
]
