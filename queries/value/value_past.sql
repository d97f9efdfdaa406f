-- One row per history before the back-test, and what came of it, of customers in the sample.
with int_value_histories as (
    select
        past_repeat_days,
        past_last_purchase_days,
        past_age_days,
        past_ln_gaps,
        later_days,
        soon_days
    from int_value_histories
    where past_repeat_days is not null
        and sample_bucket < :buckets
),

groups as (
    select
        past_repeat_days as repeat_days,
        past_last_purchase_days as last_purchase_days,
        past_age_days as age_days,
        later_days,
        soon_days,
        count(*) as customers,
        sum(past_ln_gaps) as ln_gaps
    from int_value_histories
    group by past_repeat_days, past_last_purchase_days, past_age_days, later_days, soon_days
)

select * from groups
order by repeat_days, age_days, last_purchase_days, later_days, soon_days
