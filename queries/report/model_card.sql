-- One row: which model the values come from, how good it was on the past, and who was left out.
with value_card as (
    select *
    from value_card
),

value_backtest as (
    select *
    from value_backtest
),

value_calibration as (
    select
        tenth,
        predicted,
        actual,
        predicted - actual as too_high
    from value_calibration
),

night_figures as (
    select customers
    from night_figures
),

-- over distinct values: ten at most
worst as (
    select
        tenth,
        predicted,
        actual,
        abs(too_high) as gap,
        row_number() over (order by abs(too_high) desc, tenth) as place
    from value_calibration
),

chosen as (
    select *
    from value_backtest
    where is_chosen
),

naive as (
    select *
    from value_backtest
    where predictor = 'naive'
),

hiatus as (
    select *
    from value_backtest
    where predictor = 'hiatus'
),

other as (
    select value_backtest.*
    from value_backtest
    cross join value_card
    where value_backtest.predictor like 'MBG/%'
        and value_backtest.predictor <> value_card.model
),

card as (
    select
        :as_of as as_of,
        value_card.rung,
        value_card.reason,
        value_card.model,
        value_card.choice,
        value_card.warnings,
        value_card.customers,
        value_card.repeat_customers,
        value_card.customers - value_card.repeat_customers as single_customers,
        night_figures.customers - value_card.customers as other_customers,
        cast(value_card.sample_rate as double) as sample_rate,
        value_card.horizon_days,
        value_card.churn_horizon_days,
        :margin_rate as margin_rate,
        :discount_rate as discount_rate,
        value_card.backtest_days,
        cast(round(value_card.backtest_days / 7e0) as integer) as backtest_weeks,
        cast(date_add('day', -coalesce(value_card.backtest_days, 0), :as_of) as date)
            as backtest_on,
        value_card.backtest_churn_days,
        value_card.backtest_customers,
        value_card.spend_p,
        value_card.spend_q,
        value_card.spend_v,
        value_card.spend_customers,
        value_card.spend_excluded,
        value_card.spend_correlation,
        value_card.mean_spend,
        cast(round(chosen.predicted) as bigint) as predicted,
        chosen.actual,
        chosen.total_error,
        chosen.mean_absolute_error,
        cast(chosen.actual as double) / nullif(value_card.backtest_customers, 0) as mean_actual,
        chosen.top_tenth_lift / 10 as top_share,
        chosen.brier,
        chosen.auc,
        cast(round(naive.predicted) as bigint) as naive_predicted,
        naive.total_error as naive_total_error,
        naive.mean_absolute_error as naive_mean_absolute_error,
        naive.top_tenth_lift / 10 as naive_top_share,
        naive.auc as naive_auc,
        hiatus.auc as hiatus_auc,
        other.predictor as other_model,
        other.brier as other_brier,
        cast(ceil(worst.gap * 1e2 - 1e-9) as integer) as worst_points,
        worst.tenth as worst_tenth,
        worst.predicted as worst_predicted,
        worst.actual as worst_actual,
        :minimum_segment as minimum_segment
    from value_card
    cross join night_figures
    left join chosen on true
    left join naive on true
    left join hiatus on true
    left join other on true
    left join worst on worst.place = 1
)

select * from card
