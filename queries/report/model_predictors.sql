-- One row per way to predict: its parameters if it is a model, and how good it was on the past.
with value_model as (
    select *
    from value_model
),

value_backtest as (
    select *
    from value_backtest
),

predictors as (
    select
        coalesce(value_model.model, value_backtest.predictor) as predictor,
        case coalesce(value_model.model, value_backtest.predictor)
            when 'MBG/NBD' then 1
            when 'MBG/CNBD-2' then 2
            when 'BG/NBD' then 3
            when 'naive' then 4
            else 5
        end as place,
        coalesce(value_model.is_chosen, false) as is_chosen,
        value_model.r,
        value_model.alpha,
        value_model.a,
        value_model.b,
        value_model.r_error,
        value_model.alpha_error,
        value_model.a_error,
        value_model.b_error,
        value_model.log_likelihood,
        value_model.gradient,
        value_model.customers,
        value_model.is_converged,
        value_model.no_dropout,
        cast(round(value_backtest.predicted) as bigint) as predicted,
        value_backtest.total_error,
        value_backtest.mean_absolute_error,
        value_backtest.brier,
        value_backtest.auc
    from value_model
    full join value_backtest
        on value_backtest.predictor = value_model.model
)

select * from predictors
order by place
