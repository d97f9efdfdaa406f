-- One row per tenth of customers by churn probability: what the back-test said and what came.
with value_calibration as (
    select
        tenth,
        predicted,
        actual
    from value_calibration
),

tenths as (
    select
        tenth,
        predicted,
        actual
    from value_calibration
)

select * from tenths
order by tenth
