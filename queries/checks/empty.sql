-- One row per source: its files without a row; all of them where no row fits the mapping.
-- Such a file is a failed export, not a quiet shop.
with fitting as (
    select
        source,
        sum(rows_read) > sum(rows_ignored) as has_rows
    from source_quality
    group by source
),

files as (
    select
        source_quality.source,
        count(*) filter (
            where source_quality.rows_read = 0 or not fitting.has_rows
        ) as empty_files,
        array_join(array_agg(source_quality.file order by source_quality.file) filter (
            where source_quality.rows_read = 0 or not fitting.has_rows
        ), ', ') as detail
    from source_quality
    inner join fitting on fitting.source = source_quality.source
    group by source_quality.source
)

select
    'empty' as "check",
    source,
    'stop' as severity,
    cast(empty_files as decimal(18,6)) as value,
    cast(0 as decimal(18,6)) as "limit",
    empty_files = 0 as passed,
    detail
from files
