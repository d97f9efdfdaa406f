-- One row per campaign, and one of all: from messages that are due to emails that are planned.
with campaign_results as (
    select
        campaign_id,
        name,
        position,
        due,
        eligible,
        consented,
        held_out,
        capped,
        cooled,
        planned,
        is_live
    from campaign_results
),

losses as (
    select
        campaign_id,
        name,
        position,
        due,
        due - eligible as not_eligible,
        eligible - consented as not_consented,
        held_out,
        capped,
        cooled,
        planned,
        is_live
    from campaign_results
),

totals as (
    select
        count(*) as campaigns,
        cast(sum(due) as bigint) as due,
        cast(sum(not_eligible) as bigint) as not_eligible,
        cast(sum(not_consented) as bigint) as not_consented,
        cast(sum(held_out) as bigint) as held_out,
        cast(sum(capped) as bigint) as capped,
        cast(sum(cooled) as bigint) as cooled,
        cast(sum(planned) as bigint) as planned,
        bool_or(is_live) as is_live
    from losses
),

rows_of_all as (
    select
        'campaign' as kind,
        campaign_id,
        name,
        position,
        due,
        not_eligible,
        not_consented,
        held_out,
        capped,
        cooled,
        planned,
        is_live
    from losses
    union all
    select
        'all' as kind,
        'all' as campaign_id,
        'All' as name,
        0 as position,
        due,
        not_eligible,
        not_consented,
        held_out,
        capped,
        cooled,
        planned,
        is_live
    from totals
    where campaigns > 0
),

funnel as (
    select
        kind,
        campaign_id,
        name,
        position,
        due,
        not_eligible,
        not_consented,
        held_out,
        capped,
        cooled,
        planned,
        cast(planned as double) / nullif(due, 0) as planned_share,
        is_live
    from rows_of_all
)

select * from funnel
order by kind desc, position, campaign_id
