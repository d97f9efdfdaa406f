-- One row per thing to do, three at most: where spending fell, where many came in, what carries.
with segment_definitions as (
    select
        segment_id,
        position,
        name,
        strategy,
        customers,
        net_spend_365d,
        revenue_share,
        average_order
    from segment_definitions
    where segment_id in :headline
        and customers >= :minimum_segment
        and coalesce(strategy, '') <> ''
        and coalesce(flag, '') not in ('everyone', 'empty')
),

segment_flows as (
    select
        segment_id,
        entered,
        left_count
    from segment_flows
),

customer_segments as (
    select
        customer_id,
        segment_id
    from customer_segments
    where segment_id in :headline
),

customer_features as (
    select
        customer_id,
        net_spend_365d,
        net_spend_prior_365d
    from customer_features
),

int_order_days as (
    select
        coalesce(min(ordered_on) <= cast(:as_of - interval '730' day as date), false)
            as is_year_before_known
    from int_order_days
),

members as (
    select
        customer_segments.segment_id,
        customer_segments.customer_id,
        coalesce(customer_features.net_spend_365d, 0) as net_spend_365d,
        coalesce(customer_features.net_spend_prior_365d, 0) as net_spend_prior_365d
    from customer_segments
    inner join customer_features
        on customer_features.customer_id = customer_segments.customer_id
),

sums as (
    select
        segment_id,
        sum(net_spend_365d) as net_spend,
        sum(net_spend_prior_365d) as net_spend_before
    from members
    group by segment_id
),

-- What there is to do: win back where spending fell, welcome where many came in, keep the others.
weighed as (
    select
        segment_definitions.*,
        segment_flows.entered,
        segment_flows.left_count,
        case when int_order_days.is_year_before_known and sums.net_spend_before <> 0
            then sums.net_spend - sums.net_spend_before end as change_on_year,
        case
            when int_order_days.is_year_before_known and sums.net_spend < sums.net_spend_before
                then 1
            when segment_flows.entered * 100 >= segment_definitions.customers then 2
            else 3
        end as role,
        case
            when int_order_days.is_year_before_known and sums.net_spend < sums.net_spend_before
                then sums.net_spend_before - sums.net_spend
            else segment_definitions.net_spend_365d
        end as weight
    from segment_definitions
    cross join int_order_days
    left join sums on sums.segment_id = segment_definitions.segment_id
    left join segment_flows on segment_flows.segment_id = segment_definitions.segment_id
),

ranked as (
    select
        *,
        row_number() over (
            partition by role
            order by weight desc, position, segment_id
        ) as place_in_role
    from weighed
),

-- over distinct values: one row a segment
actions as (
    select
        segment_id,
        row_number() over (order by place_in_role, role, segment_id) as place,
        name,
        strategy,
        customers,
        case when customers > :list_limit then :list_limit else customers end as listed,
        net_spend_365d,
        cast(revenue_share as double) as revenue_share,
        average_order,
        change_on_year,
        entered,
        left_count
    from ranked
)

select * from actions
order by place
fetch first 3 rows only
