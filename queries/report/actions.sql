-- One row per thing to do: the segments shown in full whose spending changed most in a year.
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
    select min(ordered_on) <= cast(:as_of - interval '730' day as date) as is_year_before_known
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

places as (
    select
        segment_id,
        net_spend_365d,
        row_number() over (
            partition by segment_id
            order by net_spend_365d desc, customer_id
        ) as place
    from members
),

firsts as (
    select
        segment_id,
        sum(net_spend_365d) as first_spend
    from places
    where place <= 20
    group by segment_id
),

weighed as (
    select
        segment_definitions.*,
        sums.net_spend - sums.net_spend_before as change_on_year,
        firsts.first_spend,
        coalesce(abs(sums.net_spend - sums.net_spend_before), 0) as weight
    from segment_definitions
    left join sums on sums.segment_id = segment_definitions.segment_id
    left join firsts on firsts.segment_id = segment_definitions.segment_id
),

-- over distinct values: one row a segment
actions as (
    select
        weighed.segment_id,
        row_number() over (order by weighed.weight desc, weighed.position, weighed.segment_id)
            as place,
        weighed.name,
        weighed.strategy,
        weighed.customers,
        case when weighed.customers > :list_limit then :list_limit else weighed.customers end
            as listed,
        weighed.net_spend_365d,
        cast(weighed.revenue_share as double) as revenue_share,
        weighed.average_order,
        case when int_order_days.is_year_before_known then weighed.change_on_year end
            as change_on_year,
        20 as first_customers,
        case when weighed.customers >= 60 then weighed.first_spend end as first_spend,
        case
            when weighed.customers >= 60 and weighed.net_spend_365d > 0
                then cast(weighed.first_spend as double)
                    / nullif(cast(weighed.net_spend_365d as double), 0)
        end as first_share,
        segment_flows.entered,
        segment_flows.left_count
    from weighed
    cross join int_order_days
    left join segment_flows on segment_flows.segment_id = weighed.segment_id
)

select * from actions
order by place
fetch first 3 rows only
