-- One row per customer with an event or an email event: how engaged, against all others.
-- over distinct values: the points that customers have, not the customers.
with int_customer_events as (
    select
        customer_id,
        event_points as points
    from int_customer_events
),

int_customer_mail as (
    select
        customer_id,
        mail_points as points
    from int_customer_mail
),

all_points as (
    select * from int_customer_events
    union all
    select * from int_customer_mail
),

summed as (
    select
        customer_id,
        cast(sum(points) as decimal(18, 2)) as points
    from all_points
    where not exists (
        select 1
        from customers
        where customers.customer_id = all_points.customer_id
            and not customers.is_profiled
    )
    group by customer_id
),

counted as (
    select
        points,
        count(*) as customers
    from summed
    where points > 0
    group by points
),

ranked as (
    select
        points,
        cast(sum(customers) over (order by points) as bigint) as at_or_below,
        cast(sum(customers) over () as bigint) as everyone
    from counted
),

-- The share at or below, in hundredths, rounded up.
scored as (
    select
        summed.customer_id,
        summed.points as engagement_points,
        cast(
            coalesce((100 * at_or_below + everyone - 1) / nullif(everyone, 0), 0) as integer
        ) as engagement_score
    from summed
    left join ranked
        on ranked.points = summed.points
)

select * from scored
