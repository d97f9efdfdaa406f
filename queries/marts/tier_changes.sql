-- One row per customer who is in another tier than the night before.
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
),

-- Tiers of what was measured otherwise are no move.
changes as (
    select
        customer_value.customer_id,
        previous_customer_value.clv_tier as from_tier,
        customer_value.clv_tier as to_tier,
        previous_customer_value.clv as clv_before,
        customer_value.clv
    from customer_value
    inner join previous_customer_value
        on previous_customer_value.customer_id = customer_value.customer_id
    where previous_customer_value.clv_tier <> customer_value.clv_tier
        and previous_customer_value.rung = customer_value.rung
        and not exists (
            select 1
            from identity_changes
            where identity_changes.customer_id = customer_value.customer_id
        )
)

select * from changes
