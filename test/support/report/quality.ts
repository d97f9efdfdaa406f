/** What became of the made-up shop's files: rows that were refused, and checks. */
import type { Engine } from '../../../functions/platform/local/engine.ts'

/** Fills source_quality, rejects and check_results. Some rejects hold what no report may show. */
export const fillQuality = (engine: Engine): Promise<void> =>
  engine.run(`
    insert into source_quality by name select * from (values
      ('shop', 'exports/orders.csv.gz', 63090, 62931, 41, 118, 3, 0, date '2026-03-09', date '2023-03-12'),
      ('shop', 'exports/order_items.csv.gz', 118465, 118402, 63, 0, 5, 12, date '2026-03-09', date '2023-03-12'),
      ('crm', 'exports/customers.csv', 20412, 20377, 23, 12, 0, 8, null, null),
      ('crm', 'exports/consents.csv', 32121, 31904, 6, 211, 0, 0, date '2026-03-08', date '2023-03-12')
    ) as t(source, file, rows_read, rows_staged, rows_rejected, rows_duplicate, rows_later, values_lost,
      newest_on, oldest_on);
    insert into rejects by name
      select 'shop' as source, 'exports/orders.csv.gz' as file, 'orders' as table_name, cast(i as varchar) as key,
        case when i < 27 then 'total' else 'ordered_at' end as "column",
        case when i < 3 then 'anna@example.com' when i < 27 then '1 249,00 €' else '31/02/2026' end as value,
        case when i < 27 then 'unreadable' else 'unreadable' end as reason, true as is_row
      from range(41) as t(i);
    insert into rejects by name
      select 'shop' as source, 'exports/order_items.csv.gz' as file, 'order_items' as table_name,
        cast(i as varchar) as key, case when i < 63 then 'order_id' else 'status' end as "column",
        case when i < 63 then null else 'shiped' end as value,
        case when i < 63 then 'missing' else 'unknown-word' end as reason, i < 63 as is_row
      from range(75) as t(i);
    insert into rejects by name
      select 'crm' as source, 'exports/customers.csv' as file, 'customers' as table_name, cast(i as varchar) as key,
        case when i < 23 then 'customer_id' else 'birth_date' end as "column",
        'Anna Lindqvist 1980-02-31' as value,
        case when i < 23 then 'missing' else 'unreadable' end as reason, i < 23 as is_row
      from range(31) as t(i);
    insert into rejects by name
      select 'crm' as source, 'exports/consents.csv' as file, 'consents' as table_name, cast(i as varchar) as key,
        'purpose' as "column", 'newsltter' as value, 'unknown-word' as reason, true as is_row
      from range(6) as t(i);
    insert into check_results by name select * from (values
      ('stale', 'shop', 'stop', 1, 7, true), ('stale', 'crm', 'warn', 9, 7, false),
      ('rejected-rate', 'shop', 'stop', 0.0005, 0.05, true), ('rejected-rate', 'crm', 'stop', 0.0005, 0.05, true)
    ) as t("check", source, severity, value, "limit", passed)`)
