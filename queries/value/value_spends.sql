-- One row per number of repeat days and spend on them, of customers in the sample who came back.
with int_value_histories as (
    select
        repeat_days,
        repeat_spend
    from int_value_histories
    where repeat_days > 0
        and sample_bucket < :buckets
),

groups as (
    select
        repeat_days,
        repeat_spend,
        count(*) as customers
    from int_value_histories
    group by repeat_days, repeat_spend
)

select * from groups
order by repeat_days, repeat_spend
