-- One row per segment that somebody could enter or leave tonight.
with segment_definitions as (
    select segment_id
    from segment_definitions
    where not is_baseline
),

segment_changes as (
    select
        segment_id,
        change,
        net_spend_365d
    from segment_changes
),

moves as (
    select
        segment_id,
        count(case when change = 'entered' then 1 end) as entered,
        count(case when change = 'left' then 1 end) as left_count,
        sum(case when change = 'entered' then net_spend_365d end) as entered_spend,
        sum(case when change = 'left' then net_spend_365d end) as left_spend
    from segment_changes
    group by segment_id
),

flows as (
    select
        segment_definitions.segment_id,
        coalesce(moves.entered, 0) as entered,
        coalesce(moves.left_count, 0) as left_count,
        cast(coalesce(moves.entered_spend, 0) as decimal(18, 2)) as entered_spend,
        cast(coalesce(moves.left_spend, 0) as decimal(18, 2)) as left_spend
    from segment_definitions
    left join moves
        on segment_definitions.segment_id = moves.segment_id
)

select * from flows
