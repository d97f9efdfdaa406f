-- One row per customer with a purchase day: the days and the gaps between them.
with days as (
    select customer_id, ordered_on
    from int_orders
    where is_purchase and customer_id is not null
    group by customer_id, ordered_on
),

gaps as (
    select
        customer_id,
        ordered_on,
        cast(date_diff(
            'day',
            lag(ordered_on) over (partition by customer_id order by ordered_on),
            ordered_on
        ) as integer) as gap
    from days
),

collected as (
    select
        customer_id,
        count(*) as purchase_days,
        count(gap) as gaps,
        min(ordered_on) as first_order_on,
        max(ordered_on) as last_order_on,
        max_by(gap, ordered_on) filter (where gap is not null) as last_gap_days,
        array_sort(array_agg(gap) filter (where gap is not null)) as sorted_gaps
    from gaps
    group by customer_id
)

select
    customer_id,
    purchase_days,
    first_order_on,
    last_order_on,
    cast(date_diff('day', first_order_on, :as_of) as integer) as days_since_first_order,
    cast(date_diff('day', last_order_on, :as_of) as integer) as days_since_order,
    case
        when gaps > 0 then cast(
            cast(
                element_at(sorted_gaps, (gaps + 1) / 2) + element_at(sorted_gaps, (gaps + 2) / 2)
                as decimal(9,1)
            ) * cast(0.5 as decimal(2,1)) as decimal(9,1)
        )
    end as median_gap_days,
    last_gap_days
from collected
