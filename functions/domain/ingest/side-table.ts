import { ident } from '../../platform/sql.ts'
import type { Column } from '../types.ts'
import type { CanonicalName } from './canonical.ts'
import { valueColumns } from './columns.ts'
import { latestFirst } from './latest-first.ts'

/**
 * A source's customers where its files tell of something else: one row a customer, the latest before `:cutoff`. Rows
 * without a customer are guests. `sql` gives one row a row of the files.
 */
export function latestOfEach(
  sql: string,
  table: CanonicalName,
  attributes: readonly Column[],
): string {
  const columns = valueColumns(table, attributes)
  const names = columns.map(({ name }) => ident(name))
  const groups = ['source', 'id_space', 'file', ...names, 'problems'].filter(
    (name) => name !== '"updated_at"',
  )
  return `with seen as (
    ${indented(sql)}
),

-- Most rows of a customer say the same: together they are few enough to be ranked.
told as (
    select ${groups.join(', ')}, max(updated_at) as updated_at
    from seen
    where customer_id is not null and (updated_at is null or updated_at < :cutoff)
    group by ${groups.join(', ')}
),

ranked as (
    select told.*, row_number() over (
        partition by customer_id
        order by ${latestFirst(columns)}, file, problems
    ) as place
    from told
)

select source, id_space, file, ${names.join(', ')}, problems, false as is_rejected
from ranked
where place = 1`
}

const indented = (sql: string) => sql.replaceAll('\n', '\n    ')
