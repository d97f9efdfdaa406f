import type { Config } from '../config.ts'
import { columns } from '../domain/types.ts'
import { attributeColumns } from '../features.ts'
import type { Table } from './table.ts'

/** Which profiles are one customer, and the customers. */
export const identityTables = (config: Config): readonly Table[] => [
  {
    name: 'source_ranks',
    class: 'results',
    sentence: 'One row per source: its place in the configuration.',
    grain: ['source'],
    columns: columns(`
      source varchar              the source
      position integer            1 is listed first`),
  },
  {
    name: 'identity_keys',
    class: 'personal',
    sentence:
      'One row per profile and key that others have too, or of a profile that is away. Values are hashed.',
    grain: ['id_space', 'source_customer_id', 'kind', 'value', 'detail'],
    columns: columns(`
      id_space varchar            the id space of the source’s ids
      source_customer_id varchar  the id in the source
      profile varchar             both, alike for an address in any case
      kind varchar                email or phone
      value varchar               sha256 of the address or the number
      detail varchar              sha256 of what must agree beside it; empty for an address
      first_name varchar          sha256 of the first name, without case, accents and signs
      birth_date date             the birth date, where it is one
      is_proven boolean           whether the address was confirmed; true of numbers
      is_away boolean             whether no source has a record of the profile tonight
      is_shared boolean           whether others have the address or the number too
      profiles bigint             how many have it
      is_divided boolean          whether they are several people
      class varchar               the same for those who are one person as far as the key tells`),
  },
  {
    name: 'identity_links',
    class: 'personal',
    sentence: 'One row per profile and key that others have too: who is one with whom by it.',
    grain: ['id_space', 'source_customer_id', 'kind', 'value', 'detail'],
    columns: columns(`
      id_space varchar            the id space of the source’s ids
      source_customer_id varchar  the id in the source
      profile varchar             both, alike for an address in any case
      kind varchar                email or phone
      value varchar               sha256 of the address or the number
      detail varchar              sha256 of what must agree beside it; empty for an address
      group_id varchar            the smallest profile of the group that it is in; null: it is alone
      cut varchar                 why the key did not join all who have it: too-many, or different-people`),
  },
  {
    name: 'identity_groups',
    class: 'personal',
    sentence:
      'One row per profile that is joined to others, or was on the night before: whose it is.',
    grain: ['id_space', 'source_customer_id'],
    columns: columns(`
      id_space varchar              the id space of the source’s ids
      source_customer_id varchar    the id in the source
      own_id varchar                the customer id that it would have alone
      customer_id varchar           the customer
      previous_customer_id varchar  the customer on the night before; null: the profile is new
      since date                    first night that saw the profile`),
  },
  {
    name: 'identity_map',
    class: 'personal',
    sentence: 'One row per profile ever seen: the customer that it belongs to.',
    grain: ['id_space', 'source_customer_id'],
    columns: columns(`
      id_space varchar            the id space of the source’s ids
      source_customer_id varchar  the id in the source
      customer_id varchar         the customer
      since date                  first night that saw the profile
      seen_on date                last night that saw the profile`),
  },
  {
    name: 'phone_numbers',
    class: 'personal',
    sentence: 'One row per phone number as the sources write it: the number itself.',
    grain: ['phone', 'country'],
    columns: columns(`
      phone varchar           as written
      country varchar         of the profile; empty where that is not known
      e164 varchar            with its country, digits only after the plus`),
  },
  {
    name: 'customer_aliases',
    class: 'personal',
    sentence: 'One row per customer id that is used no more: who it is now.',
    grain: ['alias_id'],
    columns: columns(`
      alias_id varchar        the id
      customer_id varchar     the customer
      since date              the night of joining`),
  },
  {
    name: 'identity_changes',
    class: 'results',
    sentence: 'One row per customer who is made of other profiles than on the night before.',
    grain: ['customer_id'],
    columns: columns(`
      customer_id varchar     the customer
      change varchar          merged or split`),
  },
  {
    name: 'identity_cuts',
    class: 'results',
    sentence:
      'One row per group of profiles that a key would have joined, and that was not joined.',
    grain: [],
    columns: columns(`
      kind varchar            email or phone
      profiles bigint         profiles in it
      reason varchar          too-many, or different-people`),
  },
  {
    name: 'subjects',
    class: 'personal',
    sentence: 'One row per hash by which ledger or sends name a customer.',
    grain: ['subject'],
    columns: columns(`
      subject varchar         sha256 of the lake’s salt and an id that the customer has or had
      customer_id varchar     the customer`),
  },
  {
    name: 'customer_consents',
    class: 'personal',
    sentence: 'One row per customer and purpose: the last word on it.',
    grain: ['customer_id', 'purpose'],
    columns: columns(`
      customer_id varchar     the customer
      purpose varchar         what for, lower case
      granted boolean         yes or no
      at timestamp(3)         when
      expires_at timestamp(3) when a yes ends; null for never
      given_in varchar        where it was said`),
  },
  {
    name: 'suppressions',
    class: 'personal',
    sentence: 'One row per customer and reason for which nothing may be sent to them.',
    grain: ['customer_id', 'reason'],
    columns: columns(`
      customer_id varchar     the customer
      reason varchar          unsubscribed, complained or bounced
      since timestamp(3)      from when on
      address_hash varchar    sha256 of the address that bounced; null: whatever the address`),
  },
  {
    name: 'message_outcomes',
    class: 'personal',
    sentence:
      'One row per message that deliver was done with in the last 14 months: what came of it.',
    grain: ['message_id'],
    columns: columns(`
      message_id varchar        the message
      customer_id varchar       the customer; null: no longer known
      campaign_id varchar       the campaign
      variant varchar           the version; null where the campaign has one
      occasion varchar          the occasion, or trigger
      occurrence varchar        its year, or the night on which the state was entered
      purpose varchar           what it was for
      decided_on date           the night that decided it
      status varchar            sent, failed, uncertain, let-go, skipped or refused
      reason varchar            why it was not sent, in a word
      at timestamp(3)           when that was
      sent_on date              the date of sending in the company’s zone; null: not sent
      is_delivered boolean      whether the mail service delivered it
      is_opened boolean         whether it was opened
      is_clicked boolean        whether a link in it was
      is_bounced boolean        whether it came back for good
      is_complained boolean     whether the customer complained of it
      is_unsubscribed boolean   whether they unsubscribed within a week of it, by a link of ours`),
  },
  {
    name: 'consent_digests',
    class: 'journals',
    sentence: 'One row: what consents were on record tonight, chained to the night before.',
    grain: [],
    columns: columns(`
      events bigint           rows of consents
      rows_sha256 varchar     sha256 of the hashes of the rows, sorted
      previous_sha256 varchar the chain of the night before; null on the first
      sha256 varchar          of that and tonight’s: the chain`),
  },
  {
    name: 'customers',
    class: 'personal',
    sentence: 'One row per customer known tonight.',
    grain: ['customer_id'],
    columns: [
      ...columns(`
        customer_id varchar       the unified customer
        email varchar             address
        phone varchar             phone number
        first_name varchar        first name
        last_name varchar         last name
        birth_date date           birth date
        gender varchar            as the shop writes it, lower case
        country varchar           country
        region varchar            state, province or region
        city varchar              city
        timezone varchar          IANA time zone
        language varchar          language code, lower case
        signed_up_on date         day of signing up in the company’s zone
        account_id varchar        company account`),
      ...attributeColumns(config),
      ...columns(`
        subject varchar           what ledger and sends call them: sha256 of the lake’s salt and the id
        is_profiled boolean       whether models and segments may look at them`),
    ],
  },
]
