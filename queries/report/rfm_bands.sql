-- One row per RFM name: its customers, and their share of the revenue of the last 365 days.
with customer_features as (
    select
        rfm_segment,
        net_spend_365d
    from customer_features
    where rfm_segment is not null
),

rfm_names as (
    select distinct rfm_segment
    from rfm_names
),

sums as (
    select
        rfm_segment,
        count(*) as customers,
        coalesce(sum(net_spend_365d), 0) as net_spend
    from customer_features
    group by rfm_segment
),

total as (
    select
        sum(customers) as customers,
        sum(net_spend) as net_spend
    from sums
),

names as (
    select
        rfm_names.rfm_segment,
        coalesce(sums.customers, 0) as customers,
        cast(coalesce(sums.customers, 0) as double) / nullif(total.customers, 0)
            as customer_share,
        case when sums.customers >= :minimum_segment then sums.net_spend end as net_spend,
        case
            when sums.customers is null then 0e0
            when sums.customers >= :minimum_segment and total.net_spend > 0
                then cast(sums.net_spend as double) / nullif(cast(total.net_spend as double), 0)
        end as revenue_share
    from rfm_names
    cross join total
    left join sums on sums.rfm_segment = rfm_names.rfm_segment
)

select * from names
order by customers desc, rfm_segment
