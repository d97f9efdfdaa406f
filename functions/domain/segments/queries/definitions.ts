import { ident, valuesSql } from '../../../platform/sql.ts'
import type { Feature } from '../../features/columns.ts'
import { columns } from '../../types.ts'
import type { TonightSegment } from '../tonight.ts'
import { ruleInWords } from '../words.ts'
import { averageSql, shareSql } from './arithmetic.ts'
import { flag } from './names.ts'

/** `segment_definitions`: every rule with its size, counted for all in one scan of membership and features. */
export function definitionsQuery(
  segments: readonly TonightSegment[],
  features: readonly Feature[],
): string {
  return `-- One row per segment that is on: its rule and its size tonight.
with definitions as (
${definitions(segments, features)}
),

totals as (
    select
        ${totals(segments).join(',\n        ')}
    from segment_membership
    inner join customer_features
        on segment_membership.customer_id = customer_features.customer_id
),

sizes as (
    select
        definitions.*,
        totals.everyone,
        totals.everyone_spend,
        cast(${nth(segments, 'customers', '0')} as bigint) as customers,
        cast(coalesce(${nth(segments, 'spend', 'cast(null as decimal(38, 2))')}, 0) as decimal(18, 2)) as net_spend_365d,
        cast(coalesce(${nth(segments, 'orders', '0')}, 0) as bigint) as orders_365d
    from definitions
    cross join totals
)

select
    sizes.segment_id,
    sizes.position,
    sizes.name,
    sizes.kind,
    sizes.strategy,
    sizes.rule,
    sizes.origin,
    sizes.rule_hash,
    sizes.is_baseline,
    sizes.customers,
    ${shareSql('sizes.customers', 'sizes.everyone')} as customer_share,
    sizes.net_spend_365d,
    ${shareSql('sizes.net_spend_365d', 'sizes.everyone_spend')} as revenue_share,
    sizes.orders_365d,
    ${averageSql('sizes.net_spend_365d', 'sizes.orders_365d')} as average_order,
    case
        when sizes.customers = 0 then 'empty'
        when sizes.customers * 100 >= sizes.everyone * 95 then 'everyone'
        when not sizes.is_baseline
            and abs(sizes.customers - previous_segment_definitions.customers) > 20
            and abs(sizes.customers - previous_segment_definitions.customers) * 2
                > previous_segment_definitions.customers then 'unstable'
    end as flag
from sizes
left join previous_segment_definitions
    on sizes.segment_id = previous_segment_definitions.segment_id`
}

const definitionColumns = columns(`
  segment_id varchar    the segment
  position integer      its place in the list
  name varchar          its name
  kind varchar          its kind
  strategy varchar      what to do with it
  rule varchar          the rule in words
  origin varchar        catalogue or config
  rule_hash varchar     sha256 of the rule
  is_baseline boolean   first night of this rule`)

const definitions = (segments: readonly TonightSegment[], features: readonly Feature[]) =>
  valuesSql(
    definitionColumns,
    segments.map(({ id, position, name, kind, strategy, where, origin, ruleHash, isBaseline }) => ({
      segment_id: id,
      position,
      ...{ name, kind, strategy, origin },
      rule: ruleInWords(where, features),
      rule_hash: ruleHash,
      is_baseline: isBaseline,
    })),
  )

/** One row: what all customers come to, then three figures a segment. */
const totals = (segments: readonly TonightSegment[]): readonly string[] => [
  'count(*) as everyone',
  'sum(customer_features.net_spend_365d) as everyone_spend',
  ...segments.flatMap(({ id, position }) => {
    const within = (column: string) =>
      `case when segment_membership.${ident(flag(id))} then ${column} end`
    return [
      `count(${within('1')}) as customers_${position}`,
      `sum(${within('customer_features.net_spend_365d')}) as spend_${position}`,
      `cast(sum(${within('customer_features.orders_365d')}) as bigint) as orders_${position}`,
    ]
  }),
]

/** The figure of the definition's own segment, out of the one row. */
const nth = (segments: readonly TonightSegment[], figure: string, otherwise: string) =>
  segments.length === 0
    ? otherwise
    : `element_at(array[${segments.map(({ position }) => `totals.${figure}_${position}`).join(', ')}], definitions.position)`
