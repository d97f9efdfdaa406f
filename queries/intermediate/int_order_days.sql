-- One row per day and kind of buyer: orders and revenue.
with int_orders as (
    select
        customer_id,
        ordered_on,
        total,
        refunded
    from int_orders
),

int_customer_days as (
    select
        customer_id,
        first_order_on
    from int_customer_days
),

orders_by_buyer as (
    select
        int_orders.ordered_on,
        int_orders.total,
        int_orders.refunded,
        case
            when int_orders.customer_id is null then 'guest'
            when int_orders.ordered_on = int_customer_days.first_order_on then 'first'
            else 'returning'
        end as buyer
    from int_orders
    left join int_customer_days on int_customer_days.customer_id = int_orders.customer_id
),

days as (
    select
        ordered_on,
        buyer,
        count(case when total > 0 then 1 end) as orders,
        sum(total - coalesce(refunded, 0)) as net
    from orders_by_buyer
    group by ordered_on, buyer
),

first_days as (
    select
        first_order_on,
        count(*) as new_customers
    from int_customer_days
    group by first_order_on
),

order_days as (
    select
        days.ordered_on,
        cast(days.buyer as varchar) as buyer,
        days.orders,
        cast(coalesce(days.net, 0) as decimal(18, 2)) as net,
        coalesce(first_days.new_customers, 0) as new_customers
    from days
    left join first_days
        on first_days.first_order_on = days.ordered_on and days.buyer = 'first'
)

select * from order_days
