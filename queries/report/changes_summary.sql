-- One row: how much moved tonight, against the nights of the last four weeks.
with segment_flows as (
    select
        entered,
        left_count
    from segment_flows
),

past_segment_flows as (
    select
        as_of,
        sum(entered + left_count) as moves
    from past_segment_flows
    where as_of > cast(:as_of - interval '28' day as date)
    group by as_of
),

segment_changes as (
    select customer_id
    from segment_changes
),

segment_definitions as (
    select is_baseline
    from segment_definitions
),

past_night_figures as (
    select max(as_of) as previous_on
    from past_night_figures
),

tonight as (
    select
        cast(coalesce(sum(entered + left_count), 0) as bigint) as moves,
        cast(coalesce(sum(entered), 0) as bigint) as entered,
        cast(coalesce(sum(left_count), 0) as bigint) as left_count,
        count(*) as watched,
        count(case when entered + left_count > 0 then 1 end) as moved_segments
    from segment_flows
),

people as (
    select count(distinct customer_id) as people
    from segment_changes
),

usual as (
    select
        count(*) as usual_nights,
        cast(min(moves) as bigint) as usual_low,
        cast(max(moves) as bigint) as usual_high
    from past_segment_flows
),

baselines as (
    select
        count(*) as segments,
        count(case when is_baseline then 1 end) as baselines
    from segment_definitions
),

summary as (
    select
        past_night_figures.previous_on,
        tonight.moves,
        tonight.entered,
        tonight.left_count,
        tonight.watched,
        tonight.moved_segments,
        people.people,
        usual.usual_nights,
        usual.usual_low,
        usual.usual_high,
        baselines.segments,
        baselines.baselines
    from tonight
    cross join people
    cross join usual
    cross join baselines
    cross join past_night_figures
)

select * from summary
