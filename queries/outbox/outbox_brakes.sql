-- One row per number beyond its limit, for which the night's emails are held back.
with tonight as (
    select cast(coalesce(sum(planned), 0) as bigint) as emails
    from campaign_results
    where is_live
),

-- What earlier nights let go: what was held back and stayed so is no usual number.
nights as (
    select
        decided_on,
        count(*) as emails
    from exposures
    group by decided_on
),

-- over distinct values: a row a night.
latest_nights as (
    select
        emails,
        row_number() over (order by decided_on desc) as nights_ago
    from nights
),

usual_emails as (
    select
        count(*) as nights,
        min(emails) as fewest,
        max(emails) as most,
        element_at(array_sort(array_agg(emails)), (count(*) + 1) / 2) as median
    from latest_nights
    where nights_ago <= 28
),

email_limits as (
    select
        'emails' as kind,
        'all' as id,
        tonight.emails as tonight,
        usual_emails.fewest,
        usual_emails.most as usual_most,
        greatest(
            case
                when usual_emails.nights < 7 then :first
                else cast(floor(cast(usual_emails.median as double) * :times) as bigint)
            end,
            :least
        ) as most
    from tonight
    cross join usual_emails
),

past_sizes as (
    select
        past_segment_definitions.segment_id,
        past_segment_definitions.customers,
        row_number() over (
            partition by past_segment_definitions.segment_id
            order by past_segment_definitions.as_of desc
        ) as nights_ago
    from past_segment_definitions
    inner join segment_definitions
        on past_segment_definitions.segment_id = segment_definitions.segment_id
        and past_segment_definitions.rule_hash = segment_definitions.rule_hash
),

usual_sizes as (
    select
        segment_id,
        count(*) as nights,
        min(customers) as fewest,
        max(customers) as most,
        element_at(array_sort(array_agg(customers)), (count(*) + 1) / 2) as median
    from past_sizes
    where nights_ago <= 28
    group by segment_id
),

segment_limits as (
    select
        'segment' as kind,
        segment_definitions.segment_id as id,
        segment_definitions.customers as tonight,
        usual_sizes.fewest,
        usual_sizes.most as usual_most,
        greatest(
            cast(floor(cast(usual_sizes.median as double) * :times) as bigint),
            usual_sizes.median + :least
        ) as most
    from segment_definitions
    inner join usual_sizes on segment_definitions.segment_id = usual_sizes.segment_id
    cross join tonight
    where usual_sizes.nights >= 7
        and tonight.emails > 0
),

limits as (
    select * from email_limits
    union all
    select * from segment_limits
)

select
    kind,
    id,
    tonight,
    fewest as usual_low,
    usual_most as usual_high,
    cast(most as bigint) as most
from limits
where tonight > most
