-- One row per file: rows that are neither staged nor rejected nor duplicates. There must be none.
select
    'accounted' as "check",
    file as source,
    'stop' as severity,
    cast(rows_read - rows_staged - rows_rejected - rows_duplicate as decimal(18,6)) as value,
    cast(0 as decimal(18,6)) as "limit",
    rows_read = rows_staged + rows_rejected + rows_duplicate as passed,
    source as detail
from source_quality
