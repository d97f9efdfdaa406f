-- One row per period, the last days of each night or all of the past: what customers spent, net.
with before_customer_features as (
    select
        cast(coalesce(sum(net_spend_30d), 0) as decimal(18, 2)) as net_spend_30d,
        cast(coalesce(sum(net_spend_90d), 0) as decimal(18, 2)) as net_spend_90d,
        cast(coalesce(sum(net_spend_365d), 0) as decimal(18, 2)) as net_spend_365d,
        cast(coalesce(sum(net_spend), 0) as decimal(18, 2)) as net_spend
    from before_customer_features
),

after_customer_features as (
    select
        cast(coalesce(sum(net_spend_30d), 0) as decimal(18, 2)) as net_spend_30d,
        cast(coalesce(sum(net_spend_90d), 0) as decimal(18, 2)) as net_spend_90d,
        cast(coalesce(sum(net_spend_365d), 0) as decimal(18, 2)) as net_spend_365d,
        cast(coalesce(sum(net_spend), 0) as decimal(18, 2)) as net_spend
    from after_customer_features
),

revenue as (
    select
        30 as days,
        before_customer_features.net_spend_30d as money_before,
        after_customer_features.net_spend_30d as money_after
    from before_customer_features
    cross join after_customer_features
    union all
    select
        90 as days,
        before_customer_features.net_spend_90d as money_before,
        after_customer_features.net_spend_90d as money_after
    from before_customer_features
    cross join after_customer_features
    union all
    select
        365 as days,
        before_customer_features.net_spend_365d as money_before,
        after_customer_features.net_spend_365d as money_after
    from before_customer_features
    cross join after_customer_features
    union all
    select
        cast(null as integer) as days,
        before_customer_features.net_spend as money_before,
        after_customer_features.net_spend as money_after
    from before_customer_features
    cross join after_customer_features
)

select * from revenue
order by days nulls last
