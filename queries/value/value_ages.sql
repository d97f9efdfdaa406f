-- One row per number of repeat days and band of ages, over all customers.
with int_value_histories as (
    select
        repeat_days,
        age_band,
        age_days
    from int_value_histories
),

bands as (
    select
        repeat_days,
        age_band,
        min(age_days) as age_days
    from int_value_histories
    group by repeat_days, age_band
)

select * from bands
order by repeat_days, age_band
