-- One row per customer: the lifecycle stage.
with customer_activity as (
    select
        customer_id,
        purchase_days,
        days_since_first_order,
        days_since_order,
        median_gap_days,
        last_gap_days
    from customer_activity
),

-- The first that fits.
staged as (
    select
        customer_id,
        case
            when purchase_days = 0 then 'prospect'
            when last_gap_days > :churned_days and days_since_order <= :new_days then 'back'
            when days_since_order > :churned_days then 'churned'
            when purchase_days >= 3
                and days_since_order > cast(:at_risk_gaps as decimal(9, 4)) * median_gap_days
                then 'at risk'
            when days_since_first_order <= :new_days then 'new'
            when purchase_days >= :loyal_days then 'loyal'
            else 'active'
        end as lifecycle_stage
    from customer_activity
)

select * from staged
