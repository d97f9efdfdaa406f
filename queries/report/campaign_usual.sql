-- One row: the night, and how many emails those of the four weeks before it planned.
with past_campaign_results as (
    select
        as_of,
        planned
    from past_campaign_results
    where as_of >= cast(:as_of - interval '28' day as date)
),

nights as (
    select
        as_of,
        cast(sum(planned) as bigint) as planned
    from past_campaign_results
    group by as_of
),

usual as (
    select
        :as_of as as_of,
        count(*) as usual_nights,
        min(planned) as usual_low,
        max(planned) as usual_high
    from nights
)

select * from usual
