-- One row per customer of a segment, those who spent most in the last 365 days first.
with customer_segments as (
    select
        customer_id,
        entered_on
    from customer_segments
    where segment_id = :segment_id
),

customer_features as (
    select
        customer_id,
        net_spend_365d
    from customer_features
),

members as (
    select
        customer_segments.customer_id,
        customer_segments.entered_on,
        coalesce(customer_features.net_spend_365d, 0) as net_spend_365d
    from customer_segments
    inner join customer_features
        on customer_features.customer_id = customer_segments.customer_id
)

select * from members
order by net_spend_365d desc, customer_id
fetch first :list_limit rows only
