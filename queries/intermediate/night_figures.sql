-- One row: the customers of the night, and of how many we know what.
with customer_features as (
    select
        orders_365d,
        orders_prior_365d,
        net_spend_365d,
        age,
        gender,
        country,
        city,
        favourite_category,
        engagement_score,
        device
    from customer_features
),

figures as (
    select
        count(*) as customers,
        count(case when orders_365d > 0 then 1 end) as buyers_365d,
        count(case when orders_prior_365d > 0 then 1 end) as buyers_prior_365d,
        cast(coalesce(sum(net_spend_365d), 0) as decimal(18, 2)) as net_spend_365d,
        count(age) as with_age,
        count(gender) as with_gender,
        count(country) as with_country,
        count(city) as with_city,
        count(favourite_category) as with_category,
        count(engagement_score) as with_engagement,
        count(device) as with_device
    from customer_features
)

select * from figures
