-- One row per customer with points: how engaged, against all others.
with points as (
    select
        coalesce(
            int_customer_events.customer_id, int_customer_mail.customer_id
        ) as customer_id,
        cast(
            coalesce(int_customer_events.event_points, 0)
            + coalesce(int_customer_mail.mail_points, 0) as decimal(18,2)
        ) as engagement_points
    from int_customer_events
    full join int_customer_mail
        on int_customer_events.customer_id = int_customer_mail.customer_id
),

counted as (
    select engagement_points, count(*) as customers
    from points
    where engagement_points > 0
    group by engagement_points
),

-- over distinct values
placed as (
    select
        engagement_points,
        sum(customers) over (order by engagement_points) as at_or_below,
        sum(customers) over () as everybody
    from counted
)

select
    points.customer_id,
    points.engagement_points,
    cast(case
        when placed.everybody > 0 then (
            100 * cast(placed.at_or_below as bigint) + cast(placed.everybody as bigint) - 1
        ) / cast(placed.everybody as bigint)
        else 0
    end as integer) as engagement_score
from points
left join placed on points.engagement_points = placed.engagement_points
