-- One row per customer with a purchase day: what they are expected to be worth.
with int_value_scores as (
    select
        customer_id,
        rung,
        p_alive,
        churn_probability,
        expected_purchases,
        discounted_purchases,
        expected_spend,
        wait_weeks,
        low_purchases,
        high_purchases,
        worth
    from int_value_scores
),

int_value_histories as (
    select
        customer_id,
        repeat_days,
        last_purchase_days,
        age_days
    from int_value_histories
),

value_cuts as (
    select
        high,
        medium,
        band
    from value_cuts
),

previous_customer_value as (
    select
        customer_id,
        rung,
        clv_tier
    from previous_customer_value
),

-- Who was in another tier moves up past a cut’s band, down below it. What was measured otherwise
-- says nothing.
placed as (
    select
        int_value_scores.*,
        case
            when int_value_scores.worth >= value_cuts.high then 'high'
            when int_value_scores.worth >= value_cuts.medium then 'medium'
            else 'low'
        end as tier_by_cuts,
        case
            when previous_customer_value.clv_tier is null
                or previous_customer_value.rung <> int_value_scores.rung then null
            when cast(int_value_scores.worth as decimal(36, 2))
                >= cast(value_cuts.high as decimal(28, 2)) * (
                    1 + value_cuts.band
                    * case when previous_customer_value.clv_tier = 'high' then -1 else 1 end
                ) then 'high'
            when cast(int_value_scores.worth as decimal(36, 2))
                >= cast(value_cuts.medium as decimal(28, 2)) * (
                    1 + value_cuts.band
                    * case when previous_customer_value.clv_tier = 'low' then 1 else -1 end
                ) then 'medium'
            else 'low'
        end as tier_by_band
    from int_value_scores
    cross join value_cuts
    left join previous_customer_value
        on previous_customer_value.customer_id = int_value_scores.customer_id
),

-- The value of a purchase, discounted as the expected ones are in the mean.
valued as (
    select
        placed.*,
        int_value_histories.repeat_days,
        int_value_histories.last_purchase_days,
        int_value_histories.age_days,
        case
            when placed.expected_spend * placed.discounted_purchases
                / nullif(placed.expected_purchases, 0e0) > 1e10
                then 1e10
            else placed.expected_spend * placed.discounted_purchases
                / nullif(placed.expected_purchases, 0e0)
        end as purchase_worth,
        case when placed.expected_spend > 1e13 then 1e13 else placed.expected_spend end as spend,
        coalesce(placed.tier_by_band, placed.tier_by_cuts) as clv_tier
    from placed
    inner join int_value_histories
        on int_value_histories.customer_id = placed.customer_id
),

rounded as (
    select
        customer_id,
        case when rung = 'model' then :model end as model,
        rung,
        repeat_days,
        cast(
            cast((last_purchase_days * cast(1000000 as bigint) + 3) / 7 as bigint)
            * cast(0.000001 as decimal(7, 6)) as decimal(12, 6)
        ) as last_purchase_weeks,
        cast(
            cast((age_days * cast(1000000 as bigint) + 3) / 7 as bigint)
            * cast(0.000001 as decimal(7, 6)) as decimal(12, 6)
        ) as age_weeks,
        cast(
            cast(round(p_alive * 1e6) as bigint) * cast(0.000001 as decimal(7, 6))
            as decimal(9, 6)
        ) as p_alive,
        cast(
            cast(round(churn_probability * 1e6) as bigint) * cast(0.000001 as decimal(7, 6))
            as decimal(9, 6)
        ) as churn_probability,
        cast(
            cast(round(expected_purchases * 1e6) as bigint) * cast(0.000001 as decimal(7, 6))
            as decimal(12, 6)
        ) as expected_purchases,
        cast(
            cast(cast(round(spend * 1e2) as bigint) as decimal(18, 2))
            * cast(0.01 as decimal(3, 2)) as decimal(18, 2)
        ) as expected_spend,
        case when rung <> 'history' then worth end as clv,
        cast(
            cast(cast(round(purchase_worth * 1e2) as bigint) as decimal(18, 2))
            * cast(0.01 as decimal(3, 2)) * low_purchases as decimal(18, 2)
        ) as clv_low,
        cast(
            cast(cast(round(purchase_worth * 1e2) as bigint) as decimal(18, 2))
            * cast(0.01 as decimal(3, 2)) * high_purchases as decimal(18, 2)
        ) as clv_high,
        clv_tier,
        case
            when rung = 'history' then 'spend'
            when clv_tier <> tier_by_cuts then 'band'
            else 'value'
        end as tier_reason,
        case
            when p_alive >= 5e-1 and wait_weeks <= :horizon_weeks
                then cast(date_add(
                    'day',
                    cast(case when wait_weeks > 0e0 then ceil(wait_weeks * 7e0) else 1e0 end
                        as bigint) - 1,
                    :as_of
                ) as date)
        end as expected_next_order
    from valued
)

select * from rounded
