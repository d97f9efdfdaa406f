-- One row per customer of a segment shown in full, those who spent most in the last 365 days first.
with customer_segments as (
    select
        segment_id,
        customer_id,
        entered_on
    from customer_segments
    where segment_id in :headline
),

customer_features as (
    select
        customer_id,
        net_spend_365d
    from customer_features
),

members as (
    select
        customer_segments.segment_id,
        customer_segments.customer_id,
        customer_segments.entered_on,
        coalesce(customer_features.net_spend_365d, 0) as net_spend_365d
    from customer_segments
    inner join customer_features
        on customer_features.customer_id = customer_segments.customer_id
),

ranked as (
    select
        segment_id,
        customer_id,
        entered_on,
        net_spend_365d,
        row_number() over (
            partition by segment_id
            order by net_spend_365d desc, customer_id
        ) as nth
    from members
)

select
    segment_id,
    customer_id,
    entered_on,
    net_spend_365d
from ranked
where nth <= :list_limit
order by segment_id, nth
