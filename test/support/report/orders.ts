/** SQL that makes up the orders of a shop: customers come, buy at their own pace for a while, more so before Christmas. */

export interface Shop {
  readonly customers: number
  readonly asOf: string
  /** Days of history before asOf. */
  readonly days: number
  readonly guests: boolean
}

/** Customers with the day of their first order, their pace, their patience and their purse. */
export const peopleSql = ({ customers, asOf, days }: Shop): string => `
  select
    'C' || lpad(cast(i as varchar), 6, '0') as customer_id,
    cast(date '${asOf}' - cast(1 + floor(${days} * pow(${chance('i', 'born')}, 1.25)) as integer) as date) as born,
    -ln(1 - ${chance('i', 'pace')}) * 3.4 as orders_a_year,
    60 - ln(1 - ${chance('i', 'life')}) * 560 as patience,
    22 + 70 * pow(${chance('i', 'purse')}, 2) as purse
  from range(1, ${customers + 1}) as t(i)`

/** One row an order, in the columns of int_orders; needs the table \`people\`. */
export const ordersSql = ({ asOf, guests }: Shop): string => `
  with firsts as (
    select customer_id, born as ordered_on, purse, 0 as n from people
  ),
  later as (
    select
      customer_id,
      cast(born + cast(floor(span * ${chance("customer_id || '.' || n", 'day')}) as integer) as date) as ordered_on,
      purse,
      n
    from (
      select *, least(patience, date_diff('day', born, date '${asOf}')) as span from people
    ), range(1, 1 + cast(floor(orders_a_year * span / 365 * 1.5) as bigint)) as t(n)
  ),
  seasonal as (
    select * from later
    where ${chance("customer_id || '.' || n", 'season')}
      < case when month(ordered_on) in (11, 12) then 1.0 when month(ordered_on) in (1, 2, 7, 8) then 0.5 else 0.65 end
  ),
  bought as (
    select * from firsts union all select * from seasonal where ordered_on < date '${asOf}'
  ),
  priced as (
    select *, customer_id || '.' || n as key,
      round(purse * (0.5 + ${chance("customer_id || '.' || n", 'price')}), 2) as price
    from bought
  )
  select
    case when ${guests} and ${chance('key', 'guest')} < 0.05 and n > 0 then null else customer_id end as customer_id,
    key as order_id, 'shop' as id_space, ordered_on, 12 as ordered_hour,
    price as total,
    case when ${chance('key', 'refund')} < 0.04 then round(price * 0.6, 2) else 0 end as refunded,
    0 as discount, 'web' as channel, 'main' as store, true as is_purchase
  from priced`

/** A number from 0 up to 1 that depends on a value and a purpose only. */
export const chance = (value: string, purpose: string): string =>
  `(cast(('0x' || substr(system.main.md5('${purpose}:' || ${value}), 1, 8)) as bigint) / 4294967296e0)`
