-- One row per customer with a purchase day: what the model expects, unrounded.
-- MBG/NBD (:k = 1) or MBG/CNBD-2 (:k = 2) for purchases, Gamma-Gamma for spend.
with int_value_histories as (
    select
        customer_id,
        repeat_days,
        age_days,
        age_band,
        cast(repeat_days as double) as x,
        cast(case when repeat_days > 0 and repeat_spend > 0 then repeat_spend else 0 end as double)
            as repeat_spend,
        :r + cast(:k * repeat_days as double) as m,
        :alpha + cast(age_days as double) / 7e0 as age,
        :alpha + cast(last_purchase_days as double) / 7e0 as last,
        cast(age_days - last_purchase_days as double) / 7e0 as idle
    from int_value_histories
),

int_value_expectations as (
    select
        repeat_days,
        age_days,
        purchases,
        discounted_purchases,
        later_purchases,
        later_discounted_purchases
    from int_value_expectations
),

value_quantiles as (
    select
        repeat_days,
        age_band,
        purchases,
        low_alive,
        high_alive
    from value_quantiles
),

-- later_odds: the odds of being half way to the next purchase, of who is still a customer;
-- 0 for :k = 1. later_odds_then: the same at the end of the churn horizon, if nothing came.
odds as (
    select
        int_value_histories.*,
        ln(:a / nullif(:b + x, 0e0)) + m * ln(age / nullif(last, 0e0)) as ln_left_odds,
        case when :k = 2 then m * idle / nullif(age, 0e0) else 0e0 end as later_odds,
        case
            when :k = 2 then m * (idle + :churn_weeks) / nullif(age + :churn_weeks, 0e0)
            else 0e0
        end as later_odds_then
    from int_value_histories
),

-- p_waiting: the chance that who is still a customer buys nothing within the churn horizon.
alive as (
    select
        odds.*,
        1e0 / nullif(1e0 + exp(
            case when ln_left_odds > 7e2 then 7e2 else ln_left_odds end - ln(1e0 + later_odds)
        ), 0e0) as p_alive,
        exp(-m * ln(1e0 + :churn_weeks / nullif(age, 0e0)))
            * (1e0 + later_odds_then) / nullif(1e0 + later_odds, 0e0) as p_waiting
    from odds
),

-- Half wait longer than (α + T)·(eᵘ − 1): u = ln 2 / m for :k = 1. For :k = 2 u is where
-- ln(1 + m − m·rest·e^−u) = m·u + ln((1 + later_odds) / 2): Newton’s steps, from above and
-- always above.
first_steps as (
    select
        alive.*,
        1e0 - idle / nullif(age, 0e0) as rest,
        case when :k = 2 then ln(1e0 + m) - ln(1e0 + later_odds) + ln(2e0) else ln(2e0) end
            / nullif(m, 0e0) as first_u
    from alive
),

second_steps as (
    select
        first_steps.*,
        case
            when :k = 2
                then first_u - (
                    ln(1e0 + m - m * rest * exp(-first_u)) - m * first_u
                    - ln((1e0 + later_odds) / 2e0)
                ) / nullif(
                    m * rest / nullif(rest * -m + (1e0 + m) * exp(first_u), 0e0) - m, 0e0
                )
            else first_u
        end as second_u
    from first_steps
),

third_steps as (
    select
        second_steps.*,
        case
            when :k = 2
                then second_u - (
                    ln(1e0 + m - m * rest * exp(-second_u)) - m * second_u
                    - ln((1e0 + later_odds) / 2e0)
                ) / nullif(
                    m * rest / nullif(rest * -m + (1e0 + m) * exp(second_u), 0e0) - m, 0e0
                )
            else second_u
        end as third_u
    from second_steps
),

fourth_steps as (
    select
        third_steps.*,
        case
            when :k = 2
                then third_u - (
                    ln(1e0 + m - m * rest * exp(-third_u)) - m * third_u
                    - ln((1e0 + later_odds) / 2e0)
                ) / nullif(
                    m * rest / nullif(rest * -m + (1e0 + m) * exp(third_u), 0e0) - m, 0e0
                )
            else third_u
        end as fourth_u
    from third_steps
),

percents as (
    select
        repeat_days,
        age_band,
        cast(floor(p_alive * 1e2) as integer) as alive_percent
    from alive
    group by repeat_days, age_band, cast(floor(p_alive * 1e2) as integer)
),

quantiles as (
    select
        percents.repeat_days,
        percents.age_band,
        percents.alive_percent,
        max(case
            when cast(percents.alive_percent as double) / 1e2 >= value_quantiles.low_alive
                then value_quantiles.purchases
        end) as low_purchases,
        max(value_quantiles.purchases) as high_purchases
    from percents
    inner join value_quantiles
        on value_quantiles.repeat_days = percents.repeat_days
        and value_quantiles.age_band = percents.age_band
        and value_quantiles.high_alive <= cast(percents.alive_percent as double) / 1e2
    group by percents.repeat_days, percents.age_band, percents.alive_percent
),

expected as (
    select
        fourth_steps.customer_id,
        fourth_steps.p_alive,
        1e0 - fourth_steps.p_alive * (1e0 - fourth_steps.p_waiting) as churn_probability,
        fourth_steps.p_alive * (
            int_value_expectations.purchases
            + fourth_steps.later_odds * int_value_expectations.later_purchases
        ) / nullif(1e0 + fourth_steps.later_odds, 0e0) as expected_purchases,
        fourth_steps.p_alive * (
            int_value_expectations.discounted_purchases
            + fourth_steps.later_odds * int_value_expectations.later_discounted_purchases
        ) / nullif(1e0 + fourth_steps.later_odds, 0e0) as discounted_purchases,
        case
            when :has_spend_model
                then :p * (:v + fourth_steps.repeat_spend)
                    / nullif(:p * fourth_steps.x + :q - 1e0, 0e0)
            else :mean_spend
        end as expected_spend,
        fourth_steps.age * (exp(
            case when fourth_steps.fourth_u > 7e1 then 7e1 else fourth_steps.fourth_u end
        ) - 1e0) as wait_weeks,
        coalesce(quantiles.low_purchases, 0) as low_purchases,
        coalesce(quantiles.high_purchases, 0) as high_purchases
    from fourth_steps
    inner join int_value_expectations
        on int_value_expectations.repeat_days = fourth_steps.repeat_days
        and int_value_expectations.age_days = fourth_steps.age_days
    left join quantiles
        on quantiles.repeat_days = fourth_steps.repeat_days
        and quantiles.age_band = fourth_steps.age_band
        and quantiles.alive_percent = cast(floor(fourth_steps.p_alive * 1e2) as integer)
),

-- More than a quadrillion is no money.
worths as (
    select
        customer_id,
        'model' as rung,
        p_alive,
        churn_probability,
        expected_purchases,
        discounted_purchases,
        expected_spend,
        wait_weeks,
        cast(low_purchases as integer) as low_purchases,
        cast(high_purchases as integer) as high_purchases,
        cast(
            cast(
                cast(round(
                    case
                        when discounted_purchases * expected_spend < 1e13
                            then discounted_purchases * expected_spend
                        else 1e13
                    end * 1e2
                ) as bigint) as decimal(18, 2)
            ) * cast(0.01 as decimal(3, 2)) as decimal(18, 2)
        ) as worth
    from expected
)

select * from worths
