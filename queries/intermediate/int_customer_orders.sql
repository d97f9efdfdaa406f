-- One row per customer with an order that counts: sums over the orders.
with summed as (
    select
        customer_id,
        count(*) filter (where is_purchase) as orders,
        sum(total - refunded) as net_spend,
        sum(total) as gross_spend,
        sum(refunded) as refunded,
        sum(discount) filter (where is_purchase) as discount,
        sum(total) filter (where is_purchase) as charged,
        max(total) filter (where is_purchase) as largest_order,
        count(*) filter (where is_purchase and discount > 0) as discounted,
        count(*) filter (where is_purchase and day_of_week(ordered_on) >= 6) as on_weekends,
        count(*) filter (where is_purchase and month(ordered_on) >= 11) as at_year_end,
        count(*) filter (where is_purchase and ordered_on >= cast(:as_of - interval '30' day as date)) as orders_30d,
        count(*) filter (
            where is_purchase and ordered_on >= cast(:as_of - interval '60' day as date)
                and ordered_on < cast(:as_of - interval '30' day as date)
        ) as orders_prior_30d,
        sum(total - refunded) filter (where ordered_on >= cast(:as_of - interval '30' day as date)) as net_spend_30d,
        sum(total - refunded) filter (
            where ordered_on >= cast(:as_of - interval '60' day as date)
                and ordered_on < cast(:as_of - interval '30' day as date)
        ) as net_spend_prior_30d,
        count(*) filter (where is_purchase and ordered_on >= cast(:as_of - interval '90' day as date)) as orders_90d,
        count(*) filter (
            where is_purchase and ordered_on >= cast(:as_of - interval '180' day as date)
                and ordered_on < cast(:as_of - interval '90' day as date)
        ) as orders_prior_90d,
        sum(total - refunded) filter (where ordered_on >= cast(:as_of - interval '90' day as date)) as net_spend_90d,
        sum(total - refunded) filter (
            where ordered_on >= cast(:as_of - interval '180' day as date)
                and ordered_on < cast(:as_of - interval '90' day as date)
        ) as net_spend_prior_90d,
        count(*) filter (where is_purchase and ordered_on >= cast(:as_of - interval '365' day as date)) as orders_365d,
        count(*) filter (
            where is_purchase and ordered_on >= cast(:as_of - interval '730' day as date)
                and ordered_on < cast(:as_of - interval '365' day as date)
        ) as orders_prior_365d,
        sum(total - refunded) filter (where ordered_on >= cast(:as_of - interval '365' day as date)) as net_spend_365d,
        sum(total - refunded) filter (
            where ordered_on >= cast(:as_of - interval '730' day as date)
                and ordered_on < cast(:as_of - interval '365' day as date)
        ) as net_spend_prior_365d,
        count(*) filter (where is_purchase and day_of_week(ordered_on) = 1) as weekday_1,
        count(*) filter (where is_purchase and day_of_week(ordered_on) = 2) as weekday_2,
        count(*) filter (where is_purchase and day_of_week(ordered_on) = 3) as weekday_3,
        count(*) filter (where is_purchase and day_of_week(ordered_on) = 4) as weekday_4,
        count(*) filter (where is_purchase and day_of_week(ordered_on) = 5) as weekday_5,
        count(*) filter (where is_purchase and day_of_week(ordered_on) = 6) as weekday_6,
        count(*) filter (where is_purchase and day_of_week(ordered_on) = 7) as weekday_7,
        count(*) filter (where is_purchase and ordered_hour = 0) as hour_0,
        count(*) filter (where is_purchase and ordered_hour = 1) as hour_1,
        count(*) filter (where is_purchase and ordered_hour = 2) as hour_2,
        count(*) filter (where is_purchase and ordered_hour = 3) as hour_3,
        count(*) filter (where is_purchase and ordered_hour = 4) as hour_4,
        count(*) filter (where is_purchase and ordered_hour = 5) as hour_5,
        count(*) filter (where is_purchase and ordered_hour = 6) as hour_6,
        count(*) filter (where is_purchase and ordered_hour = 7) as hour_7,
        count(*) filter (where is_purchase and ordered_hour = 8) as hour_8,
        count(*) filter (where is_purchase and ordered_hour = 9) as hour_9,
        count(*) filter (where is_purchase and ordered_hour = 10) as hour_10,
        count(*) filter (where is_purchase and ordered_hour = 11) as hour_11,
        count(*) filter (where is_purchase and ordered_hour = 12) as hour_12,
        count(*) filter (where is_purchase and ordered_hour = 13) as hour_13,
        count(*) filter (where is_purchase and ordered_hour = 14) as hour_14,
        count(*) filter (where is_purchase and ordered_hour = 15) as hour_15,
        count(*) filter (where is_purchase and ordered_hour = 16) as hour_16,
        count(*) filter (where is_purchase and ordered_hour = 17) as hour_17,
        count(*) filter (where is_purchase and ordered_hour = 18) as hour_18,
        count(*) filter (where is_purchase and ordered_hour = 19) as hour_19,
        count(*) filter (where is_purchase and ordered_hour = 20) as hour_20,
        count(*) filter (where is_purchase and ordered_hour = 21) as hour_21,
        count(*) filter (where is_purchase and ordered_hour = 22) as hour_22,
        count(*) filter (where is_purchase and ordered_hour = 23) as hour_23
    from int_orders
    where customer_id is not null
    group by customer_id
),

ranked as (
    select
        *,
        array_max(array[weekday_1, weekday_2, weekday_3, weekday_4, weekday_5, weekday_6, weekday_7]) as most_on_a_weekday,
        array_max(array[
            hour_0, hour_1, hour_2, hour_3, hour_4, hour_5, hour_6, hour_7,
            hour_8, hour_9, hour_10, hour_11, hour_12, hour_13, hour_14, hour_15,
            hour_16, hour_17, hour_18, hour_19, hour_20, hour_21, hour_22, hour_23
        ]) as most_in_an_hour
    from summed
)

select
    customer_id,
    orders,
    cast(net_spend as decimal(18,2)) as net_spend,
    cast(gross_spend as decimal(18,2)) as gross_spend,
    case
        when orders > 0 then cast(
            cast(cast(round(
                cast(charged as double) / cast(orders as double) * 1e2
            ) as bigint) as decimal(18,0)) * cast(0.01 as decimal(3,2)) as decimal(18,2)
        )
    end as average_order,
    cast(largest_order as decimal(18,2)) as largest_order,
    case
        when gross_spend > 0 then cast(
            cast(cast(round(
                cast(refunded as double) / cast(gross_spend as double) * 1e6
            ) as bigint) as decimal(18,0)) * cast(0.000001 as decimal(7,6)) as decimal(9,6)
        )
    end as refund_rate,
    case
        when orders > 0 then cast(
            cast(cast(round(
                cast(discounted as double) / cast(orders as double) * 1e6
            ) as bigint) as decimal(18,0)) * cast(0.000001 as decimal(7,6)) as decimal(9,6)
        )
    end as discount_rate,
    case
        when (charged + discount) > 0 then cast(
            cast(cast(round(
                cast(discount as double) / cast((charged + discount) as double) * 1e6
            ) as bigint) as decimal(18,0)) * cast(0.000001 as decimal(7,6)) as decimal(9,6)
        )
    end as discount_share,
    orders_30d,
    orders_90d,
    orders_365d,
    orders_prior_30d,
    orders_prior_90d,
    orders_prior_365d,
    cast(coalesce(net_spend_30d, 0) as decimal(18,2)) as net_spend_30d,
    cast(coalesce(net_spend_90d, 0) as decimal(18,2)) as net_spend_90d,
    cast(coalesce(net_spend_365d, 0) as decimal(18,2)) as net_spend_365d,
    cast(coalesce(net_spend_prior_30d, 0) as decimal(18,2)) as net_spend_prior_30d,
    cast(coalesce(net_spend_prior_90d, 0) as decimal(18,2)) as net_spend_prior_90d,
    cast(coalesce(net_spend_prior_365d, 0) as decimal(18,2)) as net_spend_prior_365d,
    case
        when most_on_a_weekday = 0 then cast(null as integer)
        when weekday_1 = most_on_a_weekday then 1
        when weekday_2 = most_on_a_weekday then 2
        when weekday_3 = most_on_a_weekday then 3
        when weekday_4 = most_on_a_weekday then 4
        when weekday_5 = most_on_a_weekday then 5
        when weekday_6 = most_on_a_weekday then 6
        when weekday_7 = most_on_a_weekday then 7
    end as favourite_weekday,
    case
        when most_in_an_hour = 0 then cast(null as integer)
        when hour_0 = most_in_an_hour then 0
        when hour_1 = most_in_an_hour then 1
        when hour_2 = most_in_an_hour then 2
        when hour_3 = most_in_an_hour then 3
        when hour_4 = most_in_an_hour then 4
        when hour_5 = most_in_an_hour then 5
        when hour_6 = most_in_an_hour then 6
        when hour_7 = most_in_an_hour then 7
        when hour_8 = most_in_an_hour then 8
        when hour_9 = most_in_an_hour then 9
        when hour_10 = most_in_an_hour then 10
        when hour_11 = most_in_an_hour then 11
        when hour_12 = most_in_an_hour then 12
        when hour_13 = most_in_an_hour then 13
        when hour_14 = most_in_an_hour then 14
        when hour_15 = most_in_an_hour then 15
        when hour_16 = most_in_an_hour then 16
        when hour_17 = most_in_an_hour then 17
        when hour_18 = most_in_an_hour then 18
        when hour_19 = most_in_an_hour then 19
        when hour_20 = most_in_an_hour then 20
        when hour_21 = most_in_an_hour then 21
        when hour_22 = most_in_an_hour then 22
        when hour_23 = most_in_an_hour then 23
    end as favourite_hour,
    case
        when orders > 0 then cast(
            cast(cast(round(
                cast(on_weekends as double) / cast(orders as double) * 1e6
            ) as bigint) as decimal(18,0)) * cast(0.000001 as decimal(7,6)) as decimal(9,6)
        )
    end as weekend_rate,
    case
        when orders > 0 then cast(
            cast(cast(round(
                cast(at_year_end as double) / cast(orders as double) * 1e6
            ) as bigint) as decimal(18,0)) * cast(0.000001 as decimal(7,6)) as decimal(9,6)
        )
    end as year_end_rate
from ranked
