-- One row per tier of value, per band of churn probability, and for all customers with an order.
-- Of a small group only the size is told.
with customer_value as (
    select
        customer_id,
        rung,
        repeat_days,
        clv_tier,
        clv,
        churn_probability,
        expected_purchases
    from customer_value
),

customer_features as (
    select
        customer_id,
        net_spend,
        net_spend_365d
    from customer_features
),

value_card as (
    select
        rung,
        horizon_days,
        churn_horizon_days
    from value_card
),

value_cuts as (
    select
        high,
        medium,
        band
    from value_cuts
),

past_value_cuts as (
    select max(as_of) as previous_on
    from past_value_cuts
),

valued as (
    select
        customer_value.clv_tier as tier,
        case
            when customer_value.churn_probability < 0.2 then 1
            when customer_value.churn_probability < 0.4 then 2
            when customer_value.churn_probability < 0.6 then 3
            when customer_value.churn_probability < 0.8 then 4
            when customer_value.churn_probability is not null then 5
        end as band,
        customer_value.repeat_days + 1 as order_days,
        customer_value.churn_probability,
        customer_value.expected_purchases,
        case
            when customer_value.rung = 'history' then customer_features.net_spend
            else customer_value.clv
        end as worth,
        customer_features.net_spend_365d,
        customer_features.net_spend_365d * customer_value.churn_probability as at_risk
    from customer_value
    inner join customer_features
        on customer_features.customer_id = customer_value.customer_id
),

cells as (
    select
        tier,
        band,
        count(*) as customers,
        sum(cast(order_days as bigint)) as order_days,
        sum(cast(churn_probability as decimal(38, 6))) as churn_probability,
        sum(cast(expected_purchases as decimal(38, 6))) as expected_purchases,
        sum(cast(worth as decimal(38, 2))) as worth,
        sum(cast(net_spend_365d as decimal(38, 2))) as net_spend_365d,
        sum(cast(at_risk as decimal(38, 8))) as at_risk
    from valued
    group by tier, band
),

groups as (
    select 'all' as kind, 'all' as name, 0 as place
    union all
    select 'tier' as kind, tiers.name, tiers.place
    from (values ('high', 1), ('medium', 2), ('low', 3)) as tiers(name, place)
    union all
    select 'band' as kind, cast(bands.place as varchar) as name, bands.place
    from unnest(sequence(1, 5)) as bands(place)
),

sums as (
    select
        groups.kind,
        groups.name,
        groups.place,
        cast(coalesce(sum(cells.customers), 0) as bigint) as customers,
        sum(cells.order_days) as order_days,
        sum(cells.churn_probability) as churn_probability,
        sum(cells.expected_purchases) as expected_purchases,
        sum(cells.worth) as worth,
        sum(cells.net_spend_365d) as net_spend_365d,
        sum(cells.at_risk) as at_risk,
        sum(case when cells.band in (2, 3, 4) then cells.at_risk end) as middle_at_risk
    from groups
    left join cells
        on groups.kind = 'all'
        or (groups.kind = 'tier' and groups.name = cells.tier)
        or (groups.kind = 'band' and groups.place = cells.band)
    group by groups.kind, groups.name, groups.place
),

total as (
    select
        customers,
        worth,
        net_spend_365d
    from sums
    where kind = 'all'
),

told as (
    select
        *,
        customers >= :minimum_segment as is_told
    from sums
),

described as (
    select
        told.kind,
        told.name,
        told.place,
        value_card.rung,
        value_card.horizon_days,
        value_card.churn_horizon_days,
        past_value_cuts.previous_on,
        told.customers,
        cast(told.customers as double) / nullif(total.customers, 0) as customer_share,
        told.customers > 0 and not told.is_told as is_small,
        :minimum_segment as minimum_segment,
        case when told.is_told
            then cast(told.order_days as double) / nullif(told.customers, 0)
        end as order_days,
        case when told.is_told
            then cast(told.expected_purchases as double) / nullif(told.customers, 0)
        end as expected_purchases,
        case when told.is_told
            then cast(told.churn_probability as double) / nullif(told.customers, 0)
        end as churn_rate,
        case when told.is_told then cast(told.worth as decimal(18, 2)) end as worth,
        case when told.is_told and total.worth > 0
            then cast(told.worth as double) / nullif(cast(total.worth as double), 0)
        end as worth_share,
        case when told.is_told then cast(told.net_spend_365d as decimal(18, 2)) end
            as net_spend_365d,
        case when told.is_told then cast(round(told.at_risk, 2) as decimal(18, 2)) end as at_risk,
        case when told.is_told then cast(round(told.middle_at_risk, 2) as decimal(18, 2)) end
            as middle_at_risk,
        case when told.kind = 'band' then (told.place - 1) / 5e0 end as from_rate,
        case when told.kind = 'band' then told.place / 5e0 end as to_rate,
        :tiers_by as tiers_by,
        case
            when :tiers_by = 'amounts' then null
            when told.name = 'high' then cast(:tier_high as double)
            when told.name = 'medium' then cast(:tier_medium as double)
        end as tier_share,
        case told.name
            when 'high' then value_cuts.high
            when 'medium' then value_cuts.medium
        end as least_worth,
        cast(value_cuts.band as double) as band
    from told
    cross join total
    cross join value_card
    cross join value_cuts
    cross join past_value_cuts
)

select * from described
order by kind, place
