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
    ],
  },
]
