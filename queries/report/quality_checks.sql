-- One row per check that failed without stopping the night, and one that counts the others.
with check_results as (
    select
        check,
        source,
        severity,
        value,
        limit,
        passed
    from check_results
)

select * from check_results
