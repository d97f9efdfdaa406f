-- One row per cohort and period after the first purchase: the share of it that bought.
with int_order_cohorts as (
    select
        unit,
        cohort_on,
        period_on,
        customers
    from int_order_cohorts
),

sizes as (
    select
        cohort_on,
        customers as size
    from int_order_cohorts
    where period_on = cohort_on
),

last_period as (
    select max(period_on) as period_on
    from int_order_cohorts
),

ages as (
    select
        int_order_cohorts.unit,
        int_order_cohorts.cohort_on,
        date_diff('month', int_order_cohorts.cohort_on, int_order_cohorts.period_on)
            / nullif(case when int_order_cohorts.unit = 'quarter' then 3 else 1 end, 0) as age,
        sizes.size,
        sizes.size < :minimum_segment as is_small,
        int_order_cohorts.customers,
        int_order_cohorts.period_on = last_period.period_on
            and cast(:as_of as date) < case
                when int_order_cohorts.unit = 'quarter'
                    then cast(int_order_cohorts.period_on + interval '3' month as date)
                else cast(int_order_cohorts.period_on + interval '1' month as date)
            end as is_running
    from int_order_cohorts
    inner join sizes on sizes.cohort_on = int_order_cohorts.cohort_on
    cross join last_period
),

rated as (
    select
        *,
        case when not is_small then cast(customers as double) / nullif(size, 0) end as rate
    from ages
    where age between 1 and 12
),

highest as (
    select max(rate) as rate
    from rated
    where not is_running
),

cells as (
    select
        rated.unit,
        rated.cohort_on,
        rated.size,
        rated.is_small,
        rated.age,
        rated.rate,
        rated.is_running,
        cast(case
            when rated.rate is null then null
            when highest.rate > 0
                then least(greatest(ceil(5e0 * rated.rate / nullif(highest.rate, 0)), 1e0), 5e0)
            else 1e0
        end as integer) as heat
    from rated
    cross join highest
)

select * from cells
order by cohort_on, age
