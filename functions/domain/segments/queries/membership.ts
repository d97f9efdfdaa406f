import { ident } from '../../../platform/sql.ts'
import type { Feature } from '../../features/columns.ts'
import type { ActiveSegment } from '../active.ts'
import { compileRule } from '../compile.ts'
import { flag } from './names.ts'

/** `segment_membership`: every rule in one scan of `customer_features`. */
export const membershipQuery = (
  segments: readonly Pick<ActiveSegment, 'id' | 'where'>[],
  features: readonly Feature[],
): string => `-- One row per customer: one flag a segment.
select
    ${[
      'customer_id',
      ...segments.map(({ id, where }) => `${compileRule(where, features)} as ${ident(flag(id))}`),
    ].join(',\n    ')}
from customer_features`
