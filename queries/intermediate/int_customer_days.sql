-- One row per customer with a purchase day: the days and the gaps between them.
with int_customer_order_days as (
    select
        customer_id,
        ordered_on,
        gap_days
    from int_customer_order_days
    where is_purchase
),

collected as (
    select
        customer_id,
        count(*) as purchase_days,
        min(ordered_on) as first_order_on,
        max(ordered_on) as last_order_on,
        max_by(gap_days, ordered_on) filter (where gap_days is not null) as last_gap_days,
        array_sort(array_agg(gap_days) filter (where gap_days is not null)) as gaps
    from int_customer_order_days
    group by customer_id
),

-- The middle gap, or half of the two in the middle.
middle as (
    select
        customer_id,
        purchase_days,
        first_order_on,
        last_order_on,
        cast(date_diff('day', first_order_on, :as_of) as integer) as days_since_first_order,
        cast(date_diff('day', last_order_on, :as_of) as integer) as days_since_order,
        cast(
            (element_at(gaps, purchase_days / 2) + element_at(gaps, (purchase_days + 1) / 2))
            * cast(0.5 as decimal(2, 1)) as decimal(9, 1)
        ) as median_gap_days,
        last_gap_days
    from collected
)

select * from middle
