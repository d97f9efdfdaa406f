-- One row per segment that the report shows in full: config’s, else the seven that stand out.
-- A segment stands out by how far its share of revenue lies from its share of customers, and by
-- the share of all money that moved through it tonight. Of two that share half their customers
-- one counts.
with segment_definitions as (
    select
        segment_id,
        position,
        customers,
        coalesce(customer_share, 0) as customer_share,
        coalesce(revenue_share, 0) as revenue_share,
        coalesce(flag, '') as flag
    from segment_definitions
),

segment_flows as (
    select
        segment_id,
        abs(coalesce(entered_spend, 0)) + abs(coalesce(left_spend, 0)) as moved
    from segment_flows
),

segment_overlaps as (
    select
        segment_id,
        other_id
    from segment_overlaps
    where share >= 0.5
),

night_figures as (
    select net_spend_365d
    from night_figures
),

both_ways as (
    select
        segment_id,
        other_id
    from segment_overlaps
    union all
    select
        other_id as segment_id,
        segment_id as other_id
    from segment_overlaps
),

weighed as (
    select
        segment_definitions.segment_id,
        segment_definitions.position,
        segment_definitions.segment_id in :configured as is_configured,
        segment_definitions.customers >= :minimum_segment
            and segment_definitions.flag not in ('everyone', 'empty') as is_candidate,
        abs(cast(segment_definitions.revenue_share as double)
            - cast(segment_definitions.customer_share as double))
            + coalesce(cast(segment_flows.moved as double)
                / nullif(abs(cast(night_figures.net_spend_365d as double)), 0), 0) as weight
    from segment_definitions
    cross join night_figures
    left join segment_flows on segment_flows.segment_id = segment_definitions.segment_id
),

-- over distinct values: one row a segment
ranked as (
    select
        *,
        row_number() over (order by weight desc, position, segment_id) as place,
        count(case when is_configured then 1 end) over () > 0 as is_chosen
    from weighed
    where is_configured or is_candidate
),

pairs as (
    select
        later.segment_id,
        earlier.segment_id as earlier_id
    from both_ways
    inner join ranked as later on later.segment_id = both_ways.segment_id
    inner join ranked as earlier
        on earlier.segment_id = both_ways.other_id and earlier.place < later.place
),

-- Those that hold much the same customers as one that stands out more, and is no echo itself.
echoes as (
    select distinct pairs.segment_id
    from pairs
    where not exists (
        select 1
        from pairs as others
        where others.segment_id = pairs.earlier_id
    )
),

headline as (
    select
        ranked.segment_id,
        row_number() over (order by ranked.place) as place
    from ranked
    left join echoes on echoes.segment_id = ranked.segment_id
    where ranked.is_configured or (not ranked.is_chosen and echoes.segment_id is null)
)

select * from headline
order by place
fetch first 7 rows only
