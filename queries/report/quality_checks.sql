-- One row per check and what it looked at, the failed ones first, with the number of both.
with check_results as (
    select
        "check",
        source,
        severity,
        value,
        "limit",
        passed,
        detail
    from check_results
),

-- over distinct values: one row a check
checks as (
    select
        "check" as name,
        source,
        severity,
        cast(value as double) as value,
        cast("limit" as double) as allowed,
        passed,
        detail,
        count(*) over () as checks,
        count(case when not passed then 1 end) over () as failed
    from check_results
)

select * from checks
order by passed, name, source
