/** What a night makes of a shop's export, in the few figures by which it is judged. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Row } from '../../functions/platform/ports.ts'

type Ask = (sql: string) => Promise<readonly Row[]>

/** The folders of cases. */
export const cases: readonly string[] = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort()

/** The night of a case. */
export const dateOf = (name: string): string =>
  readFileSync(join(import.meta.dirname, name, 'date.txt'), 'utf8').trim()

/** Orders that count and their net total, and of those with a customer; what became of every row; consents and stops. */
export async function figures(ask: Ask) {
  const [sums] = await ask(`select count(*) as orders,
      cast(cast(coalesce(sum(total - refunded), 0) as decimal(18,2)) as varchar) as net,
      cast(cast(coalesce(sum(case when customer_id is not null then total - refunded end), 0)
        as decimal(18,2)) as varchar) as of_customers
    from int_orders`)
  const [counts] = await ask(`select (select count(*) from stg_order_items) as lines,
      (select count(*) from customers) as customers`)
  return {
    orders: Number(sums?.orders),
    net: sums?.net,
    ofCustomers: sums?.of_customers,
    lines: Number(counts?.lines),
    customers: Number(counts?.customers),
    rows: await lines(
      ask,
      ['read', 'staged', 'rejected', 'duplicates', 'ignored', 'repeated', 'lost'],
      `select source as subject, sum(rows_read) as "read", sum(rows_staged) as staged,
        sum(rows_rejected) as rejected, sum(rows_duplicate) as duplicates,
        sum(rows_ignored) as ignored, sum(rows_repeated) as repeated, sum(values_lost) as lost
      from source_quality group by source order by source`,
    ),
    statuses: await lines(
      ask,
      ['orders'],
      `select status as subject, count(*) as orders from stg_orders group by status order by status`,
    ),
    consents: await lines(
      ask,
      ['granted', 'at'],
      `select min(identity_map.source_customer_id) as subject,
        cast(customer_consents.granted as varchar) as granted,
        cast(cast(customer_consents."at" as date) as varchar) as "at"
      from customer_consents
      inner join identity_map on identity_map.customer_id = customer_consents.customer_id
      group by customer_consents.customer_id, customer_consents.granted, customer_consents."at"
      order by 1`,
    ),
    stops: await lines(
      ask,
      ['reason'],
      `select min(identity_map.source_customer_id) as subject, suppressions.reason
      from suppressions
      inner join identity_map on identity_map.customer_id = suppressions.customer_id
      group by suppressions.customer_id, suppressions.reason order by 1`,
    ),
    answers: await lines(
      ask,
      ['score'],
      `select customer_id as subject, cast(cast(score as integer) as varchar) as score
      from stg_survey_answers order by customer_id, score`,
    ),
  }
}

export type Figures = Awaited<ReturnType<typeof figures>>

/** `orders: 7 read, 4 staged` for each row. */
async function lines(ask: Ask, columns: readonly string[], sql: string) {
  const rows = await ask(sql)
  return rows.map(
    (row) => `${row.subject}: ${columns.map((column) => `${column} ${row[column]}`).join(', ')}`,
  )
}
