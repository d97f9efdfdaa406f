-- One row per earlier night that sent something: how many emails it let go.
with exposures as (
    select decided_on
    from exposures
    where decided_on < :as_of
),

nights as (
    select
        decided_on,
        count(*) as emails
    from exposures
    group by decided_on
)

select * from nights
order by decided_on
