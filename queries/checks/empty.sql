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
    source,
    'stop' as severity,
    cast(empty_files as decimal(18,6)) as value,
    cast(0 as decimal(18,6)) as "limit",
    empty_files = 0 as passed,
    detail
from files
