import { columns } from '../domain/types.ts'
import type { Table } from './table.ts'

/** What the checks found, and the limits that they go by. */
export const checkTables: readonly Table[] = [
  {
    name: 'check_results',
    class: 'journals',
    sentence: 'One row per check and what it looked at: a source, a file or a table.',
    grain: ['check', 'source'],
    columns: columns(`
      check varchar          the check’s name
      source varchar         the source or table that it looked at
      severity varchar       stop or warn
      value decimal(18,6)    what was found
      limit decimal(18,6)    what is allowed
      passed boolean         whether it is within the limit
      detail varchar         what a person wants to know of it`),
  },
  {
    name: 'check_limits',
    class: 'results',
    sentence: 'One row per source: the limits of its checks.',
    grain: ['source'],
    columns: columns(`
      source varchar                    the source
      stale_days integer                days since the newest row; null: not checked
      max_rejected_rate decimal(18,6)   share of rows rejected
      shrink_rate decimal(18,6)         share of rows fewer than usual
      grow_rate decimal(18,6)           share of rows more than usual
      severity varchar                  stop or warn`),
  },
]
