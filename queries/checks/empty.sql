-- One row per source: its files without a row. Such a file is a failed export, not a quiet shop.
with files as (
    select
        source,
        count(*) filter (where rows_read = 0) as empty_files,
        array_join(array_agg(file order by file) filter (where rows_read = 0), ', ') as detail
    from source_quality
    group by source
)

select
    'empty' as "check",
    files.source,
    check_limits.severity,
    cast(files.empty_files as decimal(18,6)) as value,
    cast(0 as decimal(18,6)) as "limit",
    files.empty_files = 0 as passed,
    files.detail
from files
inner join check_limits on files.source = check_limits.source
