/** Who the made-up shop's profiles are: three systems, few people in two of them, a family, a switchboard. */
import type { Engine } from '../../../functions/platform/local/engine.ts'

/** Fills identity_map, identity_links, identity_cuts and customers. */
export const fillPeople = (engine: Engine, asOf: string): Promise<void> =>
  engine.run(`
    insert into identity_map by name
      select ['shop', 'crm', 'till'][i % 3 + 1] as id_space, cast(i as varchar) as source_customer_id,
        cast(i % 20000 as varchar) as customer_id, date '2026-01-01' as since, date '${asOf}' as seen_on
      from range(20377) as t(i);
    insert into identity_links by name
      select id_space, source_customer_id, 'email' as kind, customer_id as group_id
      from identity_map where cast(customer_id as integer) < 377;
    insert into identity_cuts by name select * from (values
      ('email', 31, 'too-many'), ('email', 2, 'different-people'), ('email', 3, 'different-people')
    ) as t(kind, profiles, reason);
    insert into customers by name
      select cast(i as varchar) as customer_id, i >= 138 as is_profiled from range(20000) as t(i)`)
