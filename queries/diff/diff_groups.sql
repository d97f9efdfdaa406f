-- One row per group of customers of either night: who came into it and left it, and their money.
with before_customer_features as (
    select
        customer_id,
        lifecycle_stage,
        net_spend_365d
    from before_customer_features
),

before_customer_value as (
    select
        customer_id,
        clv_tier,
        clv
    from before_customer_value
),

before_customer_segments as (
    select
        customer_id,
        segment_id
    from before_customer_segments
),

before_segment_definitions as (
    select
        segment_id,
        position,
        name,
        rule_hash
    from before_segment_definitions
),

before_members as (
    select
        'customers' as part,
        'all' as id,
        customer_id,
        net_spend_365d as money
    from before_customer_features
    union all
    select
        'stages' as part,
        lifecycle_stage as id,
        customer_id,
        net_spend_365d as money
    from before_customer_features
    where lifecycle_stage is not null
    union all
    select
        'tiers' as part,
        clv_tier as id,
        customer_id,
        clv as money
    from before_customer_value
    where clv_tier is not null
    union all
    select
        'segments' as part,
        before_customer_segments.segment_id as id,
        before_customer_segments.customer_id,
        before_customer_features.net_spend_365d as money
    from before_customer_segments
    left join before_customer_features
        on before_customer_segments.customer_id = before_customer_features.customer_id
),

after_customer_features as (
    select
        customer_id,
        lifecycle_stage,
        net_spend_365d
    from after_customer_features
),

after_customer_value as (
    select
        customer_id,
        clv_tier,
        clv
    from after_customer_value
),

after_customer_segments as (
    select
        customer_id,
        segment_id
    from after_customer_segments
),

after_segment_definitions as (
    select
        segment_id,
        position,
        name,
        rule_hash
    from after_segment_definitions
),

after_members as (
    select
        'customers' as part,
        'all' as id,
        customer_id,
        net_spend_365d as money
    from after_customer_features
    union all
    select
        'stages' as part,
        lifecycle_stage as id,
        customer_id,
        net_spend_365d as money
    from after_customer_features
    where lifecycle_stage is not null
    union all
    select
        'tiers' as part,
        clv_tier as id,
        customer_id,
        clv as money
    from after_customer_value
    where clv_tier is not null
    union all
    select
        'segments' as part,
        after_customer_segments.segment_id as id,
        after_customer_segments.customer_id,
        after_customer_features.net_spend_365d as money
    from after_customer_segments
    left join after_customer_features
        on after_customer_segments.customer_id = after_customer_features.customer_id
),

members as (
    select
        coalesce(after_members.part, before_members.part) as part,
        coalesce(after_members.id, before_members.id) as id,
        coalesce(after_members.customer_id, before_members.customer_id) as customer_id,
        before_members.customer_id is not null as was_in,
        after_members.customer_id is not null as is_in,
        coalesce(before_members.money, 0) as money_before,
        coalesce(after_members.money, 0) as money_after
    from before_members
    full join after_members
        on after_members.part = before_members.part
        and after_members.id = before_members.id
        and after_members.customer_id = before_members.customer_id
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
        part,
        id,
        customer_id,
        was_in,
        is_in,
        money_before,
        money_after,
        row_number() over (
            partition by part, id, was_in, is_in, staying_id
            order by money_before + money_after desc, customer_id
        ) as place
    from placed
),

sums as (
    select
        part,
        id,
        count(case when was_in then 1 end) as customers_before,
        count(case when is_in then 1 end) as customers_after,
        count(case when is_in and not was_in then 1 end) as entered,
        count(case when was_in and not is_in then 1 end) as gone,
        sum(money_before) as money_before,
        sum(money_after) as money_after,
        max(case when is_in and not was_in and place = 1 then customer_id end) as entered_1,
        max(case when is_in and not was_in and place = 2 then customer_id end) as entered_2,
        max(case when is_in and not was_in and place = 3 then customer_id end) as entered_3,
        max(case when was_in and not is_in and place = 1 then customer_id end) as gone_1,
        max(case when was_in and not is_in and place = 2 then customer_id end) as gone_2,
        max(case when was_in and not is_in and place = 3 then customer_id end) as gone_3
    from ranked
    group by part, id
),

segments as (
    select
        'segments' as part,
        coalesce(after_segment_definitions.segment_id, before_segment_definitions.segment_id)
            as id,
        coalesce(after_segment_definitions.name, before_segment_definitions.name) as name,
        coalesce(after_segment_definitions.position, before_segment_definitions.position)
            as position,
        coalesce(
            after_segment_definitions.rule_hash = before_segment_definitions.rule_hash,
            false
        ) as is_same_rule
    from before_segment_definitions
    full join after_segment_definitions
        on after_segment_definitions.segment_id = before_segment_definitions.segment_id
),

changes as (
    select
        coalesce(segments.part, sums.part) as part,
        coalesce(segments.id, sums.id) as id,
        coalesce(segments.name, sums.id) as name,
        segments.position,
        coalesce(segments.is_same_rule, true) as is_same_rule,
        coalesce(sums.customers_before, 0) as customers_before,
        coalesce(sums.customers_after, 0) as customers_after,
        coalesce(sums.entered, 0) as entered,
        coalesce(sums.gone, 0) as gone,
        cast(coalesce(sums.money_before, 0) as decimal(18, 2)) as money_before,
        cast(coalesce(sums.money_after, 0) as decimal(18, 2)) as money_after,
        sums.entered_1,
        sums.entered_2,
        sums.entered_3,
        sums.gone_1,
        sums.gone_2,
        sums.gone_3
    from segments
    full join sums
        on segments.part = sums.part
        and segments.id = sums.id
)

select * from changes
order by part, position, id
