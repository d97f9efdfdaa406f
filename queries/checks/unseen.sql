-- One row per source whose rows have a day: the share of them that the night does not see yet.
with sources as (
    select
        source,
        cast(sum(rows_staged) as bigint) as rows_staged,
        cast(sum(rows_later) as bigint) as rows_later,
        min(oldest_on) as oldest_on
    from source_quality
    group by source
),

rates as (
    select
        source,
        rows_later = rows_staged as is_unseen,
        cast(
            cast(cast(round(
                cast(rows_later as double) / nullif(cast(rows_staged as double), 0) * 1e6
            ) as bigint) as decimal(18,0)) * cast(0.000001 as decimal(7,6)) as decimal(18,6)
        ) as later_rate,
        cast(oldest_on as varchar) as detail
    from sources
    where rows_staged > 0 and oldest_on is not null
)

select
    'unseen' as "check",
    rates.source,
    check_limits.severity,
    rates.later_rate as value,
    cast(1 as decimal(18,6)) as "limit",
    not rates.is_unseen as passed,
    rates.detail
from rates
inner join check_limits on rates.source = check_limits.source
