-- One row per customer with an order that counts: sums over the orders.
-- Without any discount in the shop’s files, nobody’s discounts are known.
with known as (
    select count(case when discount > 0 then 1 end) > 0 as has_discounts
    from int_orders
),

int_orders as (
    select
        customer_id,
        ordered_on,
        ordered_hour,
        total,
        refunded,
        discount,
        is_purchase
    from int_orders
    where customer_id is not null
),

-- Purchases are counted; money is summed over all orders.
orders as (
    select
        customer_id,
        date_diff('day', ordered_on, :as_of) as days,
        total,
        refunded,
        total - refunded as net,
        case when is_purchase then date_diff('day', ordered_on, :as_of) end as purchase_days,
        case when is_purchase then total end as purchase,
        case when is_purchase and discount > 0 then discount end as discount,
        case when is_purchase then day_of_week(ordered_on) end as weekday,
        case when is_purchase then ordered_hour end as hour,
        case when is_purchase then month(ordered_on) end as month
    from int_orders
),

summed as (
    select
        customer_id,
        count(purchase_days) as orders,
        count(purchase) as priced_orders,
        count(discount) as discounted_orders,
        count(case when weekday >= 6 then 1 end) as weekend_orders,
        count(case when month >= 11 then 1 end) as year_end_orders,
        cast(sum(net) as decimal(18, 4)) as net_spend,
        cast(sum(total) as decimal(18, 4)) as gross_spend,
        cast(sum(refunded) as decimal(18, 4)) as refunds,
        cast(sum(purchase) as decimal(18, 4)) as purchases,
        max(purchase) as largest_order,
        cast(coalesce(sum(discount), 0) as decimal(18, 4)) as discounts,
        count(case when purchase_days <= 30 then 1 end) as orders_30d,
        count(case when purchase_days <= 90 then 1 end) as orders_90d,
        count(case when purchase_days <= 365 then 1 end) as orders_365d,
        count(case when purchase_days between 31 and 60 then 1 end) as orders_prior_30d,
        count(case when purchase_days between 91 and 180 then 1 end) as orders_prior_90d,
        count(case when purchase_days between 366 and 730 then 1 end) as orders_prior_365d,
        cast(sum(case when days <= 30 then net else 0 end) as decimal(18, 4))
            as net_spend_30d,
        cast(sum(case when days <= 90 then net else 0 end) as decimal(18, 4))
            as net_spend_90d,
        cast(sum(case when days <= 365 then net else 0 end) as decimal(18, 4))
            as net_spend_365d,
        cast(sum(case when days between 31 and 60 then net else 0 end) as decimal(18, 4))
            as net_spend_prior_30d,
        cast(sum(case when days between 91 and 180 then net else 0 end) as decimal(18, 4))
            as net_spend_prior_90d,
        cast(sum(case when days between 366 and 730 then net else 0 end) as decimal(18, 4))
            as net_spend_prior_365d,
        array[
            count(case when weekday = 1 then 1 end),
            count(case when weekday = 2 then 1 end),
            count(case when weekday = 3 then 1 end),
            count(case when weekday = 4 then 1 end),
            count(case when weekday = 5 then 1 end),
            count(case when weekday = 6 then 1 end),
            count(case when weekday = 7 then 1 end)
        ] as weekdays,
        array[
            count(case when hour = 0 then 1 end),
            count(case when hour = 1 then 1 end),
            count(case when hour = 2 then 1 end),
            count(case when hour = 3 then 1 end),
            count(case when hour = 4 then 1 end),
            count(case when hour = 5 then 1 end),
            count(case when hour = 6 then 1 end),
            count(case when hour = 7 then 1 end),
            count(case when hour = 8 then 1 end),
            count(case when hour = 9 then 1 end),
            count(case when hour = 10 then 1 end),
            count(case when hour = 11 then 1 end),
            count(case when hour = 12 then 1 end),
            count(case when hour = 13 then 1 end),
            count(case when hour = 14 then 1 end),
            count(case when hour = 15 then 1 end),
            count(case when hour = 16 then 1 end),
            count(case when hour = 17 then 1 end),
            count(case when hour = 18 then 1 end),
            count(case when hour = 19 then 1 end),
            count(case when hour = 20 then 1 end),
            count(case when hour = 21 then 1 end),
            count(case when hour = 22 then 1 end),
            count(case when hour = 23 then 1 end)
        ] as hours
    from orders
    group by customer_id
),

shared as (
    select
        summed.*,
        cast(least(refunds, gross_spend) as double) / nullif(cast(gross_spend as double), 0)
            as refund_share,
        case
            when known.has_discounts then cast(discounted_orders as double) / nullif(orders, 0)
        end as discounted_share,
        case
            when known.has_discounts
                then cast(discounts as double) / nullif(cast(discounts + purchases as double), 0)
        end as discount_share,
        cast(weekend_orders as double) / nullif(orders, 0) as weekend_share,
        cast(year_end_orders as double) / nullif(orders, 0) as year_end_share
    from summed
    cross join known
),

-- Money in cents and shares in six digits, a half up.
rounded as (
    select
        customer_id,
        orders,
        cast(net_spend as decimal(18, 2)) as net_spend,
        cast(gross_spend as decimal(18, 2)) as gross_spend,
        cast(
            (2 * cast(purchases * 10000 as bigint) + 100 * priced_orders)
            / nullif(200 * priced_orders, 0) * cast(0.01 as decimal(3, 2)) as decimal(18, 2)
        ) as average_order,
        cast(largest_order as decimal(18, 2)) as largest_order,
        cast(
            cast(round(refund_share * 1e6) as bigint) * cast(0.000001 as decimal(7, 6))
            as decimal(9, 6)
        ) as refund_rate,
        cast(
            cast(round(discounted_share * 1e6) as bigint) * cast(0.000001 as decimal(7, 6))
            as decimal(9, 6)
        ) as discount_rate,
        cast(
            cast(round(discount_share * 1e6) as bigint) * cast(0.000001 as decimal(7, 6))
            as decimal(9, 6)
        ) as discount_share,
        orders_30d,
        orders_90d,
        orders_365d,
        orders_prior_30d,
        orders_prior_90d,
        orders_prior_365d,
        cast(net_spend_30d as decimal(18, 2)) as net_spend_30d,
        cast(net_spend_90d as decimal(18, 2)) as net_spend_90d,
        cast(net_spend_365d as decimal(18, 2)) as net_spend_365d,
        cast(net_spend_prior_30d as decimal(18, 2)) as net_spend_prior_30d,
        cast(net_spend_prior_90d as decimal(18, 2)) as net_spend_prior_90d,
        cast(net_spend_prior_365d as decimal(18, 2)) as net_spend_prior_365d,
        case
            when orders > 0
                then cast(array_position(weekdays, array_max(weekdays)) as integer)
        end as favourite_weekday,
        case
            when orders > 0
                then cast(array_position(hours, array_max(hours)) - 1 as integer)
        end as favourite_hour,
        cast(
            cast(round(weekend_share * 1e6) as bigint) * cast(0.000001 as decimal(7, 6))
            as decimal(9, 6)
        ) as weekend_rate,
        cast(
            cast(round(year_end_share * 1e6) as bigint) * cast(0.000001 as decimal(7, 6))
            as decimal(9, 6)
        ) as year_end_rate
    from shared
)

select * from rounded
