/** SQL for one night of the report fixture: features, scores and membership as of a date. */
import { chance } from './orders.ts'
import { type FixtureSegment, fixtureSegments } from './segments.ts'

const names = `case
  when r >= 4 and f >= 4 then 'Champions' when r >= 3 and f >= 4 then 'Loyal'
  when r >= 4 and f = 3 then 'Potential Loyalist' when r = 5 and f <= 2 then 'New Customers'
  when r = 4 and f <= 2 then 'Promising' when r = 3 and f = 3 then 'Need Attention'
  when r = 3 and f <= 2 then 'About To Sleep' when r = 1 and f = 5 then 'Cannot Lose Them'
  when r <= 2 and f >= 3 then 'At Risk' when r = 2 then 'Hibernating' else 'Lost' end`

const window = (column: string, days: number, prior: boolean) =>
  `ordered_on >= date_add('day', ${prior ? -2 * days : -days}, asof)${
    prior ? ` and ordered_on < date_add('day', ${-days}, asof)` : ''
  }`.replaceAll('asof', column)

/** The features that the report reads, as of a date; needs int_orders. */
export const featuresSql = (asOf: string): string => `
  with o as (
    select *, date '${asOf}' as d from int_orders where customer_id is not null and ordered_on < date '${asOf}'
  ),
  days as (
    select customer_id, ordered_on,
      date_diff('day', lag(ordered_on) over (partition by customer_id order by ordered_on), ordered_on) as gap
    from (select distinct customer_id, ordered_on from o)
  ),
  gaps as (select customer_id, max_by(gap, ordered_on) as last_gap_days from days group by customer_id),
  sums as (
    select customer_id, count(*) as orders, count(distinct ordered_on) as purchase_days,
      min(ordered_on) as first_order_on, max(ordered_on) as last_order_on,
      cast(date_diff('day', min(ordered_on), date '${asOf}') as integer) as days_since_first_order,
      cast(date_diff('day', max(ordered_on), date '${asOf}') as integer) as days_since_order,
      sum(total - refunded) as net_spend, avg(total) as average_order,
      count(*) filter (where ${window('d', 365, false)}) as orders_365d,
      count(*) filter (where ${window('d', 365, true)}) as orders_prior_365d,
      coalesce(sum(total - refunded) filter (where ${window('d', 365, false)}), 0) as net_spend_365d,
      coalesce(sum(total - refunded) filter (where ${window('d', 365, true)}), 0) as net_spend_prior_365d,
      avg(case when month(ordered_on) >= 11 then 1 else 0 end) as year_end_rate
    from o group by customer_id
  ),
  scored as (
    select *,
      6 - ntile(5) over (order by days_since_order, customer_id) as r,
      case when purchase_days = 1 then 1 else least(5, 1 + purchase_days) end as f,
      ntile(5) over (order by net_spend, customer_id) as m
    from sums
  )
  select
    scored.*, gaps.last_gap_days,
    cast(r as integer) as r_score, cast(f as integer) as f_score, cast(m as integer) as m_score,
    r || '' || f || '' || m as rfm_code, ${names} as rfm_segment,
    case when ${chance('customer_id', 'aged')} < 0.58
      then cast(18 + floor(50 * ${chance('customer_id', 'age')}) as integer) end as age,
    case when age is null then null when age < 25 then '18-24' when age < 35 then '25-34'
      when age < 55 then '35-54' else '55+' end as age_band,
    case when ${chance('customer_id', 'land')} < 0.62 then 'FR'
      when ${chance('customer_id', 'land')} < 0.97 then 'BE'
      when ${chance('customer_id', 'land')} < 0.9702 then 'IS' else 'DE' end as country,
    case when ${chance('customer_id', 'town')} < 0.91 then 'Lyon' end as city,
    'tea' as favourite_category
  from scored left join gaps using (customer_id)`

/** One row a customer and segment; needs the table that \`featuresSql\` fills. */
export const membersSql = (
  features: string,
  segments: readonly FixtureSegment[] = fixtureSegments,
) =>
  segments
    .map(
      ({ id, sql }) =>
        `select customer_id, '${id}' as segment_id, net_spend_365d from ${features} where ${sql}`,
    )
    .join(' union all ')
