-- One row: all files together, and those beyond the twelve with most trouble.
with source_quality as (
    select *
    from source_quality
),

-- over distinct values: one row a file
placed as (
    select
        *,
        row_number() over (
            order by rows_rejected + rows_duplicate + values_lost desc, rows_read desc, source, file
        ) > 12 as is_other
    from source_quality
),

summary as (
    select
        count(*) as files,
        cast(coalesce(sum(rows_read), 0) as bigint) as rows_read,
        cast(coalesce(sum(rows_staged), 0) as bigint) as rows_staged,
        cast(coalesce(sum(rows_rejected), 0) as bigint) as rows_rejected,
        cast(coalesce(sum(rows_duplicate), 0) as bigint) as rows_duplicate,
        cast(coalesce(sum(rows_ignored), 0) + coalesce(sum(rows_repeated), 0) as bigint)
            as rows_left_out,
        cast(coalesce(sum(rows_erased), 0) as bigint) as rows_erased,
        cast(coalesce(sum(rows_later), 0) as bigint) as rows_later,
        cast(coalesce(sum(values_lost), 0) as bigint) as values_lost,
        cast(sum(rows_rejected) as double) / nullif(sum(rows_read), 0) as rejected_rate,
        max(newest_on) as newest_on,
        count(case when is_other then 1 end) as other_files,
        cast(sum(case when is_other then rows_read end) as bigint) as other_read,
        cast(sum(case when is_other then rows_staged end) as bigint) as other_staged,
        cast(sum(case when is_other then rows_rejected end) as bigint) as other_rejected,
        cast(sum(case when is_other then rows_duplicate end) as bigint) as other_duplicate,
        cast(sum(
            case when is_other then coalesce(rows_ignored, 0) + coalesce(rows_repeated, 0) end
        ) as bigint) as other_left_out
    from placed
)

select * from summary
