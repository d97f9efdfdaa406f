-- One row per seven days up to the night, 53 at most: revenue and new customers.
with int_order_days as (
    select
        net,
        new_customers,
        date_diff('day', ordered_on, :as_of) as age
    from int_order_days
),

sums as (
    select
        (age - 1) / 7 as week,
        sum(net) as net,
        cast(sum(new_customers) as bigint) as new_customers
    from int_order_days
    where age >= 1
    group by (age - 1) / 7
),

history as (
    select max(age) as oldest
    from int_order_days
),

weeks as (
    select
        cast(:as_of - interval '1' day * (weeks.week * 7 + 7) as date) as week_on,
        coalesce(sums.net, 0) as net,
        coalesce(sums.new_customers, 0) as new_customers
    from history
    cross join unnest(sequence(0, 52)) as weeks(week)
    left join sums on sums.week = weeks.week
    where weeks.week * 7 + 7 <= history.oldest
)

select * from weeks
order by week_on
