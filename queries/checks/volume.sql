-- One row per source with earlier nights: how many more rows than usual its files have, or fewer.
with tonight as (
    select
        source,
        cast(sum(rows_read) as bigint) as rows_read
    from source_quality
    group by source
),

nights as (
    select
        source,
        as_of,
        cast(sum(rows_read) as bigint) as rows_read
    from past_source_quality
    group by source, as_of
),

latest as (
    select
        source,
        rows_read,
        row_number() over (partition by source order by as_of desc) as nights_ago
    from nights
),

usual as (
    select
        source,
        min(rows_read) as fewest,
        max(rows_read) as most,
        element_at(array_sort(array_agg(rows_read)), (count(*) + 1) / 2) as median
    from latest
    where nights_ago <= 14
    group by source
),

rates as (
    select
        tonight.source,
        tonight.rows_read,
        usual.fewest,
        usual.most,
        cast(
            cast(cast(round(
                cast(tonight.rows_read - usual.median as double)
                / nullif(cast(usual.median as double), 0) * 1e6
            ) as bigint) as decimal(18,0)) * cast(0.000001 as decimal(7,6)) as decimal(18,6)
        ) as rate
    from tonight
    inner join usual on tonight.source = usual.source
    where usual.median > 0
),

judged as (
    select
        rates.*,
        case
            when rates.rate < 0 then -check_limits.shrink_rate
            else check_limits.grow_rate
        end as limit_rate,
        check_limits.severity
    from rates
    inner join check_limits on rates.source = check_limits.source
)

select
    'volume' as "check",
    source,
    severity,
    rate as value,
    limit_rate as "limit",
    abs(rate) <= abs(limit_rate) as passed,
    cast(rows_read as varchar) || ' rows, usual ' || cast(fewest as varchar)
        || ' to ' || cast(most as varchar) as detail
from judged
