-- One row per occasion, reason and, where many share it, date that nothing is sent for.
with life_dates as (
    select
        occasion,
        quarantined as reason,
        case when quarantined in ('placeholder', 'shared') then date end as date
    from life_dates
    where quarantined is not null
),

counted as (
    select
        occasion,
        reason,
        date,
        count(*) as customers
    from life_dates
    group by occasion, reason, date
)

select * from counted
