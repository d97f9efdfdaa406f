-- One row per source of orders or events: days since its newest row.
with sources as (
    select source, max(newest_on) as newest_on
    from source_quality
    group by source
)

select
    'stale' as "check",
    sources.source,
    check_limits.severity,
    cast(date_diff('day', sources.newest_on, :as_of) as decimal(18,6)) as value,
    cast(check_limits.stale_days as decimal(18,6)) as "limit",
    date_diff('day', sources.newest_on, :as_of) <= check_limits.stale_days as passed,
    cast(sources.newest_on as varchar) as detail
from sources
inner join check_limits on sources.source = check_limits.source
where sources.newest_on is not null and check_limits.stale_days is not null
