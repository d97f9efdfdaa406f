-- One row per occasion and reason: dates that nothing is sent for, and how many customers have one.
with quarantined_dates as (
    select
        occasion,
        reason,
        customers
    from quarantined_dates
),

dates as (
    select
        occasion,
        reason,
        count(*) as dates,
        cast(sum(customers) as bigint) as customers
    from quarantined_dates
    group by occasion, reason
)

select * from dates
order by customers desc, occasion, reason
