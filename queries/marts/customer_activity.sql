-- One row per customer: what their orders, items, events and mail come to.
-- Counts and sums are 0 for those whom a source that is there does not name; all else is null.
with customers as (
    select customer_id
    from customers
),

-- Without any channel or store in the shop’s files, nobody’s are known.
known as (
    select
        count(favourite_channel) > 0 as has_channels,
        count(favourite_store) > 0 as has_stores
    from int_customer_places
),

joined as (
    select
        customers.customer_id,
        coalesce(int_customer_orders.orders, 0) as orders,
        coalesce(int_customer_days.purchase_days, 0) as purchase_days,
        int_customer_days.first_order_on,
        int_customer_days.last_order_on,
        int_customer_days.days_since_first_order,
        int_customer_days.days_since_order,
        coalesce(int_customer_orders.net_spend, 0) as net_spend,
        coalesce(int_customer_orders.gross_spend, 0) as gross_spend,
        int_customer_orders.average_order,
        int_customer_orders.largest_order,
        int_customer_orders.refund_rate,
        int_customer_orders.discount_rate,
        int_customer_orders.discount_share,
        int_customer_days.median_gap_days,
        int_customer_days.last_gap_days,
        cast(
            cast(round(
                cast(int_customer_days.days_since_order as double) * 1e2
                / nullif(cast(int_customer_days.median_gap_days as double), 0)
            ) as bigint) * cast(0.01 as decimal(3, 2)) as decimal(9, 2)
        ) as gap_ratio,
        coalesce(int_customer_orders.orders_30d, 0) as orders_30d,
        coalesce(int_customer_orders.orders_90d, 0) as orders_90d,
        coalesce(int_customer_orders.orders_365d, 0) as orders_365d,
        coalesce(int_customer_orders.orders_prior_30d, 0) as orders_prior_30d,
        coalesce(int_customer_orders.orders_prior_90d, 0) as orders_prior_90d,
        coalesce(int_customer_orders.orders_prior_365d, 0) as orders_prior_365d,
        coalesce(int_customer_orders.net_spend_30d, 0) as net_spend_30d,
        coalesce(int_customer_orders.net_spend_90d, 0) as net_spend_90d,
        coalesce(int_customer_orders.net_spend_365d, 0) as net_spend_365d,
        coalesce(int_customer_orders.net_spend_prior_30d, 0) as net_spend_prior_30d,
        coalesce(int_customer_orders.net_spend_prior_90d, 0) as net_spend_prior_90d,
        coalesce(int_customer_orders.net_spend_prior_365d, 0) as net_spend_prior_365d,
        int_customer_orders.favourite_weekday,
        int_customer_orders.favourite_hour,
        int_customer_orders.weekend_rate,
        int_customer_orders.year_end_rate,
        int_customer_places.favourite_channel,
        int_customer_places.favourite_store,
        case when known.has_channels then coalesce(int_customer_places.channels, 0) end as channels,
        case when known.has_stores then coalesce(int_customer_places.stores, 0) end as stores,
        case when :has_items then coalesce(int_customer_items.items, 0) end as items,
        case when :has_items then coalesce(int_customer_items.products, 0) end as products,
        case when :has_items then coalesce(int_customer_items.categories, 0) end as categories,
        case when :has_items then coalesce(int_customer_items.brands, 0) end as brands,
        int_customer_items.favourite_category,
        int_customer_items.favourite_brand,
        int_customer_items.items_per_order,
        case when :has_items then coalesce(int_customer_items.returned_items, 0) end
            as returned_items,
        case when :has_events then coalesce(int_customer_events.events, 0) end as events,
        case when :has_events then coalesce(int_customer_events.events_30d, 0) end as events_30d,
        case when :has_events then coalesce(int_customer_events.events_90d, 0) end as events_90d,
        case when :has_events then coalesce(int_customer_events.views_90d, 0) end as views_90d,
        case when :has_events then coalesce(int_customer_events.carts_90d, 0) end as carts_90d,
        case when :has_events then coalesce(int_customer_events.shares, 0) end as shares,
        case when :has_events then coalesce(int_customer_events.referrals, 0) end as referrals,
        int_customer_events.days_since_event,
        case
            when :has_events then coalesce(
                date_diff('day', int_customer_events.last_cart_on, :as_of) between 1 and 14
                and coalesce(
                    int_customer_days.last_order_on < int_customer_events.last_cart_on, true
                ),
                false
            )
        end as cart_abandoned,
        int_customer_events.device,
        int_customer_events.os,
        int_customer_events.app_version,
        case when :has_events then coalesce(int_customer_events.devices, 0) end as devices,
        case when :has_engagement then coalesce(int_customer_engagement.engagement_points, 0) end
            as engagement_points,
        case when :has_engagement then coalesce(int_customer_engagement.engagement_score, 0) end
            as engagement_score,
        case when :has_mail then coalesce(int_customer_mail.opens_90d, 0) end as opens_90d,
        case when :has_mail then coalesce(int_customer_mail.clicks_90d, 0) end as clicks_90d
    from customers
    cross join known
    left join int_customer_orders
        on int_customer_orders.customer_id = customers.customer_id
    left join int_customer_days
        on int_customer_days.customer_id = customers.customer_id
    left join int_customer_places
        on int_customer_places.customer_id = customers.customer_id
    left join int_customer_items
        on int_customer_items.customer_id = customers.customer_id
    left join int_customer_events
        on int_customer_events.customer_id = customers.customer_id
    left join int_customer_mail
        on int_customer_mail.customer_id = customers.customer_id
    left join int_customer_engagement
        on int_customer_engagement.customer_id = customers.customer_id
)

select * from joined
