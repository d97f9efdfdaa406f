-- One row per period of first purchase and period since, zeros too: the customers who bought.
-- Periods are the last fifteen quarters, or the first fifteen months while customers came in
-- fewer than six quarters.
with int_orders as (
    select
        customer_id,
        year(ordered_on) * 12 + month(ordered_on) - 1 as month_number
    from int_orders
    where is_purchase and customer_id is not null
),

int_customer_days as (
    select
        customer_id,
        first_order_on,
        year(first_order_on) * 12 + month(first_order_on) - 1 as month_number
    from int_customer_days
),

history as (
    select
        count(distinct month_number / 3) >= 6 as is_quarterly,
        min(first_order_on) as first_on,
        cast(:as_of - interval '1' day as date) as last_on
    from int_customer_days
),

units as (
    select
        last_on,
        case when is_quarterly then 'quarter' else 'month' end as unit,
        case when is_quarterly then 3 else 1 end as months,
        case
            when is_quarterly
                then cast(date_add('month', -42, date_trunc('quarter', last_on)) as date)
            else cast(date_trunc('month', first_on) as date)
        end as base_on
    from history
    where first_on is not null
),

calendar as (
    select
        unit,
        months,
        base_on,
        (year(base_on) * 12 + month(base_on) - 1) / nullif(months, 0) as base_number,
        (year(last_on) * 12 + month(last_on) - 1) / nullif(months, 0) as last_number
    from units
),

customer_cohorts as (
    select
        int_customer_days.customer_id,
        int_customer_days.month_number / nullif(calendar.months, 0) - calendar.base_number as cohort
    from int_customer_days
    cross join calendar
    where int_customer_days.month_number >= calendar.base_number * calendar.months
),

customer_periods as (
    select distinct
        int_orders.customer_id,
        int_orders.month_number / nullif(calendar.months, 0) - calendar.base_number as period
    from int_orders
    cross join calendar
    where int_orders.month_number >= calendar.base_number * calendar.months
),

buyers as (
    select
        customer_cohorts.cohort,
        customer_periods.period,
        count(*) as customers
    from customer_periods
    inner join customer_cohorts on customer_cohorts.customer_id = customer_periods.customer_id
    group by customer_cohorts.cohort, customer_periods.period
),

cohorts as (
    select distinct cohort
    from customer_cohorts
    where cohort <= 14
),

order_cohorts as (
    select
        cast(calendar.unit as varchar) as unit,
        cast(date_add('month', cohorts.cohort * calendar.months, calendar.base_on) as date)
            as cohort_on,
        cast(date_add('month', periods.period * calendar.months, calendar.base_on) as date)
            as period_on,
        coalesce(buyers.customers, 0) as customers
    from cohorts
    cross join calendar
    cross join unnest(sequence(0, 14)) as periods(period)
    left join buyers on buyers.cohort = cohorts.cohort and buyers.period = periods.period
    where periods.period >= cohorts.cohort
        and calendar.base_number + periods.period <= calendar.last_number
)

select * from order_cohorts
