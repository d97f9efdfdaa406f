-- One row per segment that somebody could enter or leave tonight, by the money that moved.
with segment_definitions as (
    select
        segment_id,
        name,
        customers,
        coalesce(flag, '') = 'everyone' as is_everyone
    from segment_definitions
),

segment_flows as (
    select
        segment_id,
        entered,
        left_count,
        coalesce(entered_spend, 0) as entered_spend,
        coalesce(left_spend, 0) as left_spend
    from segment_flows
),

-- Of a small segment not even the money that came and went is told.
-- over distinct values: one row a segment
changes as (
    select
        segment_flows.segment_id,
        segment_definitions.name,
        segment_flows.entered,
        segment_flows.left_count,
        segment_flows.entered + segment_flows.left_count as moved,
        case when segment_definitions.customers >= :minimum_segment
            then segment_flows.entered_spend end as entered_spend,
        case when segment_definitions.customers >= :minimum_segment
            then segment_flows.left_spend end as left_spend,
        case when segment_definitions.customers >= :minimum_segment
            then segment_flows.entered_spend - segment_flows.left_spend end as net_spend,
        row_number() over (
            order by
                segment_definitions.is_everyone,
                segment_definitions.customers < :minimum_segment,
                abs(segment_flows.entered_spend) + abs(segment_flows.left_spend) desc,
                segment_flows.entered + segment_flows.left_count desc,
                segment_flows.segment_id
        ) as place
    from segment_flows
    inner join segment_definitions
        on segment_definitions.segment_id = segment_flows.segment_id
)

select * from changes
order by place
