-- One row per customer with a purchase day: what those who first bought in the same quarter do in
-- the mean, unrounded.
with int_value_histories as (
    select
        customer_id,
        cast(date_trunc('quarter', first_order_on) as date) as cohort_on,
        repeat_days,
        age_days,
        repeat_spend
    from int_value_histories
),

value_periods as (
    select
        weeks,
        factor
    from value_periods
),

discounts as (
    select cast(sum(cast(weeks * factor as decimal(38, 18))) as double) as discounted_weeks
    from value_periods
),

cohorts as (
    select
        cohort_on,
        count(*) as customers,
        sum(repeat_days) as repeat_days,
        sum(age_days) as age_days,
        sum(repeat_spend) as repeat_spend
    from int_value_histories
    group by cohort_on
),

everybody as (
    select
        sum(repeat_days) as repeat_days,
        sum(age_days) as age_days
    from cohorts
),

-- A cohort of fewer than :least_customers is given everybody’s rate, and everybody’s spend if it
-- has none.
rates as (
    select
        cohorts.cohort_on,
        coalesce(
            case
                when cohorts.customers >= :least_customers
                    then cast(cohorts.repeat_days as double)
                        / nullif(cast(cohorts.age_days as double), 0e0)
            end,
            cast(everybody.repeat_days as double)
            / nullif(cast(everybody.age_days as double), 0e0),
            0e0
        ) * 7e0 as weekly_purchases,
        coalesce(
            case
                when cohorts.customers >= :least_customers and cohorts.repeat_spend > 0
                    then cast(cohorts.repeat_spend as double)
                        / nullif(cast(cohorts.repeat_days as double), 0e0)
            end,
            :mean_spend
        ) as expected_spend
    from cohorts
    cross join everybody
),

expected as (
    select
        int_value_histories.customer_id,
        exp(-rates.weekly_purchases * :churn_weeks) as churn_probability,
        rates.weekly_purchases * :horizon_weeks as expected_purchases,
        rates.weekly_purchases * discounts.discounted_weeks as discounted_purchases,
        rates.expected_spend
    from int_value_histories
    inner join rates
        on rates.cohort_on = int_value_histories.cohort_on
    cross join discounts
),

worths as (
    select
        customer_id,
        'cohort' as rung,
        cast(null as double) as p_alive,
        churn_probability,
        expected_purchases,
        discounted_purchases,
        expected_spend,
        cast(null as double) as wait_weeks,
        cast(null as integer) as low_purchases,
        cast(null as integer) as high_purchases,
        cast(
            cast(
                cast(round(
                    case
                        when discounted_purchases * expected_spend < 1e13
                            then discounted_purchases * expected_spend
                        else 1e13
                    end * 1e2
                ) as bigint) as decimal(18, 2)
            ) * cast(0.01 as decimal(3, 2)) as decimal(18, 2)
        ) as worth
    from expected
)

select * from worths
