-- One row: of what share of the customers we know what.
with night_figures as (
    select *
    from night_figures
),

coverage as (
    select
        customers,
        cast(with_age as double) / nullif(customers, 0) as age,
        cast(with_gender as double) / nullif(customers, 0) as gender,
        cast(with_country as double) / nullif(customers, 0) as country,
        cast(with_city as double) / nullif(customers, 0) as city,
        cast(with_category as double) / nullif(customers, 0) as category,
        cast(with_engagement as double) / nullif(customers, 0) as engagement,
        cast(with_device as double) / nullif(customers, 0) as device
    from night_figures
)

select * from coverage
