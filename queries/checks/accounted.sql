-- One row per source: rows of which nobody knows what became of them. There must be none.
with files as (
    select
        source,
        file,
        abs(
            rows_read - rows_staged - rows_rejected - rows_duplicate - rows_ignored - rows_repeated
                - coalesce(rows_erased, 0)
        ) as rows_missing
    from source_quality
)

select
    'accounted' as "check",
    source,
    'stop' as severity,
    cast(sum(rows_missing) as decimal(18,6)) as value,
    cast(0 as decimal(18,6)) as "limit",
    sum(rows_missing) = 0 as passed,
    array_join(
        array_agg(file order by file) filter (where rows_missing <> 0), ', '
    ) as detail
from files
group by source
