-- One row: what part of a cohort bought again four quarters, or three months, after its first.
with int_order_cohorts as (
    select
        unit,
        cohort_on,
        period_on,
        customers
    from int_order_cohorts
),

int_order_days as (
    select min(ordered_on) as first_on
    from int_order_days
),

sizes as (
    select
        cohort_on,
        customers as size
    from int_order_cohorts
    where period_on = cohort_on
),

ages as (
    select
        int_order_cohorts.cohort_on,
        sizes.size,
        int_order_cohorts.customers,
        case when int_order_cohorts.unit = 'quarter' then 4 else 3 end as focus,
        date_diff('month', int_order_cohorts.cohort_on, int_order_cohorts.period_on)
            / nullif(case when int_order_cohorts.unit = 'quarter' then 3 else 1 end, 0) as age
    from int_order_cohorts
    inner join sizes on sizes.cohort_on = int_order_cohorts.cohort_on
    where case
            when int_order_cohorts.unit = 'quarter'
                then cast(int_order_cohorts.period_on + interval '3' month as date)
            else cast(int_order_cohorts.period_on + interval '1' month as date)
        end <= :as_of
),

focused as (
    select
        size,
        customers
    from ages
    where age = focus and size >= :minimum_segment
),

rates as (
    select
        count(*) as cohorts,
        cast(sum(customers) as double) / nullif(sum(size), 0) as rate,
        min(cast(customers as double) / nullif(size, 0)) as low_rate,
        max(cast(customers as double) / nullif(size, 0)) as high_rate
    from focused
),

spans as (
    select
        min(unit) as unit,
        min(cohort_on) as cohort_on,
        max(period_on) as period_on
    from int_order_cohorts
),

summary as (
    select
        spans.unit,
        case when spans.unit = 'quarter' then 4 else 3 end as focus,
        rates.cohorts,
        rates.rate,
        rates.low_rate,
        rates.high_rate,
        spans.cohort_on,
        spans.period_on,
        int_order_days.first_on,
        coalesce(int_order_days.first_on >= spans.cohort_on, false) as is_first_row_mixed,
        :minimum_segment as minimum_segment
    from spans
    cross join rates
    cross join int_order_days
)

select * from summary
