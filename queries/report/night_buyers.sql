-- One row per night of the last eight weeks: customers who bought in the 365 days before it.
with night_figures as (
    select
        :as_of as as_of,
        buyers_365d as buyers
    from night_figures
),

past_night_figures as (
    select
        as_of,
        buyers_365d as buyers
    from past_night_figures
    where as_of > cast(:as_of - interval '56' day as date)
),

nights as (
    select * from past_night_figures
    union all
    select * from night_figures
)

select * from nights
order by as_of
