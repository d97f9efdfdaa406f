-- One row per file: what became of its rows; the files with most trouble first.
with source_quality as (
    select *
    from source_quality
),

-- over distinct values: one row a file
files as (
    select
        source,
        file,
        rows_read,
        rows_staged,
        rows_rejected,
        rows_duplicate,
        coalesce(rows_ignored, 0) + coalesce(rows_repeated, 0) as rows_left_out,
        coalesce(rows_erased, 0) as rows_erased,
        rows_later,
        values_lost,
        oldest_on,
        newest_on,
        row_number() over (
            order by rows_rejected + rows_duplicate + values_lost desc, rows_read desc, source, file
        ) as place
    from source_quality
)

select * from files
order by place
