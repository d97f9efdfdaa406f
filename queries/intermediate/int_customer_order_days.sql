-- One row per customer and day with an order that counts.
with int_orders as (
    select
        customer_id,
        ordered_on,
        is_purchase,
        total - refunded as net
    from int_orders
    where customer_id is not null
),

days as (
    select
        customer_id,
        ordered_on,
        coalesce(bool_or(is_purchase), false) as is_purchase,
        cast(coalesce(sum(net), 0) as decimal(18, 4)) as net_spend
    from int_orders
    group by customer_id, ordered_on
),

gaps as (
    select
        customer_id,
        ordered_on,
        is_purchase,
        net_spend,
        case
            when is_purchase then cast(date_diff(
                'day',
                lag(ordered_on) over (partition by customer_id, is_purchase order by ordered_on),
                ordered_on
            ) as integer)
        end as gap_days
    from days
)

select * from gaps
