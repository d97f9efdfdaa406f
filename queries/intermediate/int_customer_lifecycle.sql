-- One row per customer: the lifecycle stage.
select
    customer_id,
    case
        when purchase_days is null then cast(null as varchar)
        when purchase_days = 0 then 'prospect'
        when last_gap_days > :churned_days and days_since_order <= :new_days then 'back'
        when days_since_order > :churned_days then 'churned'
        when purchase_days >= 3
            and cast(days_since_order as double)
            > cast(:at_risk_gaps as double) * cast(median_gap_days as double) then 'at risk'
        when days_since_first_order <= :new_days then 'new'
        when purchase_days >= :loyal_days then 'loyal'
        else 'active'
    end as lifecycle_stage
from customer_activity
