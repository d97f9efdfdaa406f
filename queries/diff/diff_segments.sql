-- One row per segment of either night: who entered and left between them, and what they spend.
with before_customer_segments as (
    select
        segment_id,
        customer_id
    from before_customer_segments
),

after_customer_segments as (
    select
        segment_id,
        customer_id
    from after_customer_segments
),

before_customer_features as (
    select
        customer_id,
        net_spend_365d
    from before_customer_features
),

after_customer_features as (
    select
        customer_id,
        net_spend_365d
    from after_customer_features
),

before_segment_definitions as (
    select
        segment_id,
        position,
        name,
        rule_hash
    from before_segment_definitions
),

after_segment_definitions as (
    select
        segment_id,
        position,
        name,
        rule_hash
    from after_segment_definitions
),

members as (
    select
        coalesce(after_customer_segments.segment_id, before_customer_segments.segment_id)
            as segment_id,
        coalesce(after_customer_segments.customer_id, before_customer_segments.customer_id)
            as customer_id,
        before_customer_segments.customer_id is not null as was_in,
        after_customer_segments.customer_id is not null as is_in
    from before_customer_segments
    full join after_customer_segments
        on after_customer_segments.segment_id = before_customer_segments.segment_id
        and after_customer_segments.customer_id = before_customer_segments.customer_id
),

weighed as (
    select
        members.segment_id,
        members.customer_id,
        members.was_in,
        members.is_in,
        coalesce(before_customer_features.net_spend_365d, 0) as money_before,
        coalesce(after_customer_features.net_spend_365d, 0) as money_after
    from members
    left join before_customer_features
        on before_customer_features.customer_id = members.customer_id
    left join after_customer_features
        on after_customer_features.customer_id = members.customer_id
),

-- Those who stay are a partition each: only who moves is ranked.
placed as (
    select
        *,
        case when was_in = is_in then customer_id end as staying_id
    from weighed
),

ranked as (
    select
        segment_id,
        customer_id,
        was_in,
        is_in,
        money_before,
        money_after,
        row_number() over (
            partition by segment_id, was_in, is_in, staying_id
            order by
                case when money_before > money_after then money_before else money_after end desc,
                customer_id
        ) as place
    from placed
),

sums as (
    select
        segment_id,
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
    group by segment_id
),

segments as (
    select
        coalesce(after_segment_definitions.segment_id, before_segment_definitions.segment_id)
            as segment_id,
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
        segments.segment_id as id,
        segments.name,
        segments.position,
        segments.is_same_rule,
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
    left join sums
        on sums.segment_id = segments.segment_id
)

select * from changes
order by position, id
