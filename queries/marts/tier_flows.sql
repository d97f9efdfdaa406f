-- One row per pair of tiers: who was in the one the night before and is in the other tonight.
-- Empty on a night before which there were no tiers, or tiers of what was measured otherwise.
with customer_value as (
    select
        customer_id,
        rung,
        clv_tier,
        clv
    from customer_value
),

previous_customer_value as (
    select
        customer_id,
        rung,
        clv_tier,
        clv
    from previous_customer_value
    where not exists (
        select 1
        from customer_aliases
        where customer_aliases.alias_id = previous_customer_value.customer_id
    )
),

rungs as (
    select
        (select max(rung) from customer_value) as rung,
        (select max(rung) from previous_customer_value) as previous_rung
),

moves as (
    select
        coalesce(previous_customer_value.clv_tier, 'new') as from_tier,
        coalesce(customer_value.clv_tier, 'gone') as to_tier,
        previous_customer_value.clv as clv_before,
        customer_value.clv
    from customer_value
    full join previous_customer_value
        on previous_customer_value.customer_id = customer_value.customer_id
),

flows as (
    select
        moves.from_tier,
        moves.to_tier,
        count(*) as customers,
        cast(sum(moves.clv_before) as decimal(18, 2)) as clv_before,
        cast(sum(moves.clv) as decimal(18, 2)) as clv
    from moves
    cross join rungs
    where rungs.rung = rungs.previous_rung
    group by moves.from_tier, moves.to_tier
)

select * from flows
