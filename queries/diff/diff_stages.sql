-- One row per lifecycle stage of either night: who came into it and left it, and what they spend.
with before_customer_features as (
    select
        lifecycle_stage as stage,
        customer_id,
        net_spend_365d
    from before_customer_features
    where lifecycle_stage is not null
),

after_customer_features as (
    select
        lifecycle_stage as stage,
        customer_id,
        net_spend_365d
    from after_customer_features
    where lifecycle_stage is not null
),

members as (
    select
        coalesce(after_customer_features.stage, before_customer_features.stage) as stage,
        coalesce(after_customer_features.customer_id, before_customer_features.customer_id)
            as customer_id,
        before_customer_features.customer_id is not null as was_in,
        after_customer_features.customer_id is not null as is_in,
        coalesce(before_customer_features.net_spend_365d, 0) as money_before,
        coalesce(after_customer_features.net_spend_365d, 0) as money_after
    from before_customer_features
    full join after_customer_features
        on after_customer_features.stage = before_customer_features.stage
        and after_customer_features.customer_id = before_customer_features.customer_id
),

-- Those who stay are a partition each: only who moves is ranked.
placed as (
    select
        *,
        case when was_in = is_in then customer_id end as staying_id
    from members
),

ranked as (
    select
        stage,
        customer_id,
        was_in,
        is_in,
        money_before,
        money_after,
        row_number() over (
            partition by stage, was_in, is_in, staying_id
            order by
                case when money_before > money_after then money_before else money_after end desc,
                customer_id
        ) as place
    from placed
),

sums as (
    select
        stage,
        count(case when was_in then 1 end) as customers_before,
        count(case when is_in then 1 end) as customers_after,
        count(case when is_in and not was_in then 1 end) as entered,
        count(case when was_in and not is_in then 1 end) as gone,
        sum(case when was_in then money_before end) as money_before,
        sum(case when is_in then money_after end) as money_after,
        max(case when is_in and not was_in and place = 1 then customer_id end) as entered_1,
        max(case when is_in and not was_in and place = 2 then customer_id end) as entered_2,
        max(case when is_in and not was_in and place = 3 then customer_id end) as entered_3,
        max(case when was_in and not is_in and place = 1 then customer_id end) as gone_1,
        max(case when was_in and not is_in and place = 2 then customer_id end) as gone_2,
        max(case when was_in and not is_in and place = 3 then customer_id end) as gone_3
    from ranked
    group by stage
),

changes as (
    select
        stage as id,
        stage as name,
        customers_before,
        customers_after,
        entered,
        gone,
        cast(coalesce(money_before, 0) as decimal(18, 2)) as money_before,
        cast(coalesce(money_after, 0) as decimal(18, 2)) as money_after,
        entered_1,
        entered_2,
        entered_3,
        gone_1,
        gone_2,
        gone_3
    from sums
)

select * from changes
order by id
