-- One row per file: a file without a row is a failed export, not a quiet shop.
select
    'empty' as "check",
    source_quality.file as source,
    check_limits.severity,
    cast(source_quality.rows_read as decimal(18,6)) as value,
    cast(1 as decimal(18,6)) as "limit",
    source_quality.rows_read > 0 as passed,
    source_quality.source as detail
from source_quality
inner join check_limits on source_quality.source = check_limits.source
