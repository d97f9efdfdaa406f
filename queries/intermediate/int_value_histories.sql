-- One row per customer with a purchase day: what the models know of them, tonight and on the day of
-- the back-test.
with int_customer_order_days as (
    select
        customer_id,
        ordered_on,
        is_purchase,
        net_spend,
        gap_days,
        cast(ln(cast(gap_days as double) / 7e0) as decimal(18, 9)) as ln_gap,
        case when is_purchase then ordered_on end as purchased_on,
        case when is_purchase and ordered_on < :calibration_on then ordered_on end as past_on
    from int_customer_order_days
    where not exists (
        select 1
        from customers
        where customers.customer_id = int_customer_order_days.customer_id
            and not customers.is_profiled
    )
),

collected as (
    select
        customer_id,
        min(purchased_on) as first_order_on,
        max(purchased_on) as last_order_on,
        count(purchased_on) as purchase_days,
        sum(ln_gap) as ln_gaps,
        sum(net_spend) as net_spend,
        sum(case when is_purchase and gap_days is null then net_spend end) as first_spend,
        max(past_on) as past_last_order_on,
        count(past_on) as past_days,
        sum(case when past_on is not null then ln_gap end) as past_ln_gaps,
        count(case when purchased_on >= :calibration_on and purchased_on < :soon_on then 1 end)
            as soon_days
    from int_customer_order_days
    group by customer_id
),

-- The last day that is seen is the one before the night: before the back-test's day, then.
aged as (
    select
        customer_id,
        cast(
            from_base(
                substr(lower(to_hex(md5(to_utf8(:salt || ':' || customer_id)))), 1, 8), 16
            ) % 10000 as integer
        ) as sample_bucket,
        first_order_on,
        cast(purchase_days - 1 as integer) as repeat_days,
        cast(date_diff('day', first_order_on, last_order_on) as integer) as last_purchase_days,
        cast(date_diff('day', first_order_on, :as_of) - 1 as integer) as age_days,
        cast(coalesce(ln_gaps, 0) as decimal(18, 9)) as ln_gaps,
        cast(first_spend as decimal(18, 4)) as first_spend,
        cast(net_spend - first_spend as decimal(18, 4)) as repeat_spend,
        case when past_days > 0 then cast(past_days - 1 as integer) end as past_repeat_days,
        cast(date_diff('day', first_order_on, past_last_order_on) as integer)
            as past_last_purchase_days,
        case
            when past_days > 0
                then cast(date_diff('day', first_order_on, :calibration_on) - 1 as integer)
        end as past_age_days,
        case when past_days > 0 then cast(coalesce(past_ln_gaps, 0) as decimal(18, 9)) end
            as past_ln_gaps,
        case when past_days > 0 then cast(purchase_days - past_days as integer) end as later_days,
        case when past_days > 0 then cast(soon_days as integer) end as soon_days
    from collected
    where purchase_days > 0
),

-- A band a day below 64 days, then 32 bands a doubling, named by their first day.
histories as (
    select
        customer_id,
        sample_bucket,
        first_order_on,
        repeat_days,
        last_purchase_days,
        age_days,
        cast(age_days - age_days % nullif(case
            when age_days < 64 then 1
            when age_days < 128 then 2
            when age_days < 256 then 4
            when age_days < 512 then 8
            when age_days < 1024 then 16
            when age_days < 2048 then 32
            when age_days < 4096 then 64
            when age_days < 8192 then 128
            else 256
        end, 0) as integer) as age_band,
        ln_gaps,
        first_spend,
        repeat_spend,
        past_repeat_days,
        past_last_purchase_days,
        past_age_days,
        past_ln_gaps,
        later_days,
        soon_days
    from aged
)

select * from histories
