import type { Config } from '../config.ts'
import { type CanonicalName, canonicalNames, canonicalTable } from '../domain/ingest/canonical.ts'
import { type Column, columns } from '../domain/types.ts'
import { attributeColumns } from '../features.ts'
import { sendsTables } from './sends.ts'
import type { Table } from './table.ts'

/** The staged rows of every canonical table, and what became of the files' rows. */
export const ingestTables = (config: Config): readonly Table[] => [
  ...canonicalNames.map((name) => stagingTable(name, config)),
  {
    name: 'lake_salt',
    class: 'personal',
    sentence: 'One row: the salt of the hashes by which ledger and sends name people.',
    grain: [],
    columns: columns('salt varchar  64 hex digits, the same for ever'),
  },
  {
    name: 'rejects',
    class: 'personal',
    sentence: 'One row per thing in the files that could not be used as it stood.',
    grain: [],
    columns: columns(`
      source varchar         the source
      file varchar           the file
      table_name varchar     the canonical table that the row was read for
      key varchar            the row’s key, as far as it could be read
      column varchar         the column that is wrong
      value varchar          what it held, at most 200 characters
      reason varchar         missing, unreadable, unknown-word, not-json, ragged-line, wrong-encoding, line-too-long, conflicting-duplicate, unknown-zone, several-values, no-lines
      is_row boolean         true: the row is not staged; false: only the value is lost`),
  },
  {
    name: 'source_quality',
    class: 'journals',
    sentence: 'One row per file: what became of its rows.',
    grain: ['source', 'file'],
    columns: columns(`
      source varchar         the source
      file varchar           the file
      rows_read bigint       rows in the file
      rows_staged bigint     rows that are used
      rows_rejected bigint   rows that lack their key, instant or amount
      rows_duplicate bigint  rows whose key was seen
      rows_ignored bigint    footers, and rows that do not fit the mapping’s conditions
      rows_repeated bigint   orders that another source has, where the configuration says so
      rows_erased bigint     rows of people who were erased
      rows_later bigint      staged rows at or after the cut-off, which nobody sees tonight
      values_lost bigint     optional values that could not be read
      newest_on date         day of the newest row before the cut-off, in the company’s zone
      oldest_on date         day of the oldest row`),
  },
  ...sendsTables,
  {
    name: 'order_twins',
    class: 'personal',
    sentence:
      'One row per order and other source that has it too, as a shop and its payment provider do.',
    grain: ['id_space', 'order_id', 'twin_source'],
    columns: columns(`
      source varchar         the source that repeats
      id_space varchar       the id space of the order
      order_id varchar       the order
      twin_source varchar    the source that has it too
      twin_order_id varchar  the order there
      found_by varchar       order: by its number; amount: by amount, currency and time
      is_dropped boolean     whether the configuration says that it is left out here`),
  },
  {
    name: 'erasures',
    class: 'personal',
    sentence: 'One row per hash of the list of the erased, as it stood when the night looked.',
    grain: ['hash'],
    columns: columns('hash varchar  sha256 of the salt and an address or a source’s id'),
  },
  {
    name: 'erased_profiles',
    class: 'personal',
    sentence: 'One row per profile of the night before whose person was erased since.',
    grain: ['id_space', 'source_customer_id'],
    columns: columns(`
      id_space varchar            the id space of the source’s ids
      source_customer_id varchar  the id in the source`),
  },
  {
    name: 'erased_customers',
    class: 'personal',
    sentence: 'One row per customer of the night before of whom every profile was erased since.',
    grain: ['customer_id'],
    columns: columns('customer_id varchar  the customer'),
  },
  {
    name: 'releases',
    class: 'results',
    sentence: 'One row when the emails of the night before were held back and then let go.',
    grain: ['decided_on', 'attempt'],
    columns: columns(`
      decided_on date           the night
      attempt integer           its attempt
      released_at timestamp(3)  when a person let them go`),
  },
]

function stagingTable(name: CanonicalName, config: Config): Table {
  const table = canonicalTable(name)
  return {
    name: `stg_${name}`,
    class: 'personal',
    sentence: table.grain,
    grain: [],
    columns: [
      ...columns(`
        source varchar       the source it came from
        id_space varchar     the id space of the source’s ids
        file varchar         the file it came from`),
      ...Object.entries(table.columns).map(([column, { type, meaning, as = column }]) => ({
        name: as,
        type,
        meaning,
      })),
      ...(staged[name] ?? []),
      ...(name === 'customers' ? attributeColumns(config) : []),
    ],
  }
}

/** Further columns of a staged table: what staging works out for everybody after it. */
const staged: Partial<Record<CanonicalName, readonly Column[]>> = {
  orders: columns(`
    ordered_on date          day of the order in the company’s zone
    ordered_hour integer     hour of the order in the company’s zone`),
  order_items: columns(`
    ordered_on date          day of the order in the company’s zone
    ordered_hour integer     hour of the order in the company’s zone`),
  events: columns(`
    occurred_on date         day of the event in the company’s zone`),
  survey_answers: columns(`
    answered_on date         day of the answer in the company’s zone`),
  consents: columns(`
    on date                  day of the choice in the company’s zone`),
  email_events: columns(`
    on date                  day of the event in the company’s zone`),
  customers: columns(`
    signed_up_on date        day of signing up in the company’s zone`),
}
