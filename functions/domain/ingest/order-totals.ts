/** Orders whose files say no total: it is the sum of their lines. */
import { ident } from '../../platform/sql.ts'
import { valueColumns } from './columns.ts'
import type { RawSource } from './raw-source.ts'

/** Whether a source feeds orders without their totals. */
export const lacksTotals = ({ config }: Pick<RawSource, 'config'>): boolean =>
  config.tables.orders !== undefined && config.tables.orders.columns.total === undefined

/**
 * The rows of `kept` with totals and refunds from the lines of `seen_order_items` that count: what was charged is the sum
 * of those above 0, what was given back that of those below. Without a line the total stays null.
 */
export function withLineTotals(kept: string): string {
  const own = (name: string) => `kept.${ident(name)}`
  const columns = [
    'source',
    'id_space',
    'file',
    ...valueColumns('orders', []).map(({ name }) => name),
  ]
  const made: Readonly<Record<string, string>> = {
    total: `coalesce(${own('total')}, lines.total)`,
    refunded: `case when kept.total is null then coalesce(${own('refunded')}, lines.refunded)
        else ${own('refunded')} end`,
  }
  return `with kept as (
${kept}
),

line_values as (
    select id_space, order_id, abs(coalesce(refunded, 0)) as refunded,
        case
            when amount is null then coalesce(cast(quantity as decimal(20,4)) * unit_price, 0)
            when quantity < 0 and amount > 0 then -cast(amount as decimal(38,8))
            else cast(amount as decimal(38,8))
        end as value
    from seen_order_items
    where coalesce(status, 'paid') in ('paid', 'refunded')
),

lines as (
    select id_space, order_id,
        cast(try_cast(sum(case when value > 0 then value else 0 end) as decimal(13,2))
            as decimal(18,2)) as total,
        cast(try_cast(sum(refunded + case when value < 0 then -value else 0 end) as decimal(13,2))
            as decimal(18,2)) as refunded
    from line_values
    group by id_space, order_id
)

select ${columns.map((name) => `${made[name] ?? own(name)} as ${ident(name)}`).join(', ')}
from kept
left join lines on lines.id_space = kept.id_space and lines.order_id = kept.order_id`
}

/** Entries of `rejects`: orders that count, with neither a total nor lines. */
export const unpricedRows = (sources: readonly RawSource[]): readonly string[] =>
  sources.some(lacksTotals)
    ? [
        `select source, file, 'orders' as table_name, order_id as key, 'total' as "column",
      cast(null as varchar) as value, 'no-lines' as reason, false as is_row
    from stg_orders
    where total is null and status in ('paid', 'refunded')`,
      ]
    : []
