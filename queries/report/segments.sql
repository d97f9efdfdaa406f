-- One row per segment that is on. Below the smallest size to break down, only the size is told.
with segment_definitions as (
    select *
    from segment_definitions
),

segment_flows as (
    select
        segment_id,
        entered,
        left_count
    from segment_flows
),

past_segment_definitions as (
    select
        segment_id,
        rule_hash,
        as_of,
        customers
    from past_segment_definitions
    where as_of > cast(:as_of - interval '56' day as date)
),

firsts as (
    select
        segment_definitions.segment_id,
        min(past_segment_definitions.as_of) as earlier_on
    from segment_definitions
    inner join past_segment_definitions
        on past_segment_definitions.segment_id = segment_definitions.segment_id
        and past_segment_definitions.rule_hash = segment_definitions.rule_hash
    group by segment_definitions.segment_id
),

earlier as (
    select
        firsts.segment_id,
        firsts.earlier_on,
        past_segment_definitions.customers
    from firsts
    inner join past_segment_definitions
        on past_segment_definitions.segment_id = firsts.segment_id
        and past_segment_definitions.as_of = firsts.earlier_on
),

sized as (
    select
        *,
        customers > 0 and customers < :minimum_segment as is_small,
        customers >= :minimum_segment as is_told
    from segment_definitions
),

segments as (
    select
        sized.segment_id,
        sized.position,
        sized.name,
        sized.kind,
        coalesce(sized.strategy, '') as strategy,
        sized.rule,
        sized.origin,
        sized.is_baseline,
        coalesce(sized.flag, '') as flag,
        coalesce(sized.segment_id in :headline, false) as is_headline,
        sized.is_small,
        :minimum_segment as minimum_segment,
        sized.customers,
        case when sized.is_told then cast(sized.customer_share as double) end as customer_share,
        case when sized.is_told then sized.net_spend_365d end as net_spend_365d,
        case when sized.is_told then cast(sized.revenue_share as double) end as revenue_share,
        case when sized.is_told then sized.average_order end as average_order,
        segment_flows.entered,
        segment_flows.left_count,
        segment_flows.entered - segment_flows.left_count as change_since_previous,
        earlier.earlier_on,
        earlier.customers as earlier_customers,
        sized.customers - earlier.customers as change_since_earlier,
        cast(sized.customers - earlier.customers as double) / nullif(earlier.customers, 0)
            as rate_since_earlier,
        case when sized.customers > :list_limit then :list_limit else sized.customers end as listed
    from sized
    left join segment_flows on segment_flows.segment_id = sized.segment_id
    left join earlier on earlier.segment_id = sized.segment_id
)

select * from segments
order by position, segment_id
