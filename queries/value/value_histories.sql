-- One row per history of customers in the sample.
with int_value_histories as (
    select
        repeat_days,
        last_purchase_days,
        age_days,
        ln_gaps
    from int_value_histories
    where sample_bucket < :buckets
),

groups as (
    select
        repeat_days,
        last_purchase_days,
        age_days,
        count(*) as customers,
        sum(ln_gaps) as ln_gaps
    from int_value_histories
    group by repeat_days, last_purchase_days, age_days
)

select * from groups
order by repeat_days, age_days, last_purchase_days
