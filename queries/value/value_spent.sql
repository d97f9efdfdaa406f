-- One row per customer with a purchase day: what they have spent, as nothing can be expected yet.
with int_value_histories as (
    select
        customer_id,
        first_spend + repeat_spend as net_spend
    from int_value_histories
),

worths as (
    select
        customer_id,
        'history' as rung,
        cast(null as double) as p_alive,
        cast(null as double) as churn_probability,
        cast(null as double) as expected_purchases,
        cast(null as double) as discounted_purchases,
        cast(null as double) as expected_spend,
        cast(null as double) as wait_weeks,
        cast(null as integer) as low_purchases,
        cast(null as integer) as high_purchases,
        cast(net_spend as decimal(18, 2)) as worth
    from int_value_histories
)

select * from worths
