-- One row per source: the share of its rows that were rejected.
with sources as (
    select
        source,
        cast(sum(rows_read) as bigint) as rows_read,
        cast(sum(rows_rejected) as bigint) as rows_rejected
    from source_quality
    group by source
),

rates as (
    select
        source,
        rows_read,
        rows_rejected,
        cast(
            cast(cast(round(
                cast(rows_rejected as double) / nullif(cast(rows_read as double), 0) * 1e6
            ) as bigint) as decimal(18,0)) * cast(0.000001 as decimal(7,6)) as decimal(18,6)
        ) as rejected_rate
    from sources
    where rows_read > 0
)

select
    'rejected-rate' as "check",
    rates.source,
    check_limits.severity,
    rates.rejected_rate as value,
    check_limits.max_rejected_rate as "limit",
    rates.rejected_rate <= check_limits.max_rejected_rate as passed,
    cast(rates.rows_rejected as varchar) || ' of ' || cast(rates.rows_read as varchar) as detail
from rates
inner join check_limits on rates.source = check_limits.source
