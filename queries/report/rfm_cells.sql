-- One row per recency and frequency score: customers, and the name that most of them have.
with customer_rfm as (
    select
        r_score,
        f_score,
        rfm_segment,
        count(*) as customers
    from customer_rfm
    group by r_score, f_score, rfm_segment
),

named as (
    select
        r_score,
        f_score,
        rfm_segment,
        row_number() over (
            partition by r_score, f_score
            order by customers desc, rfm_segment
        ) as place
    from customer_rfm
),

counted as (
    select
        r_score,
        f_score,
        cast(sum(customers) as bigint) as customers
    from customer_rfm
    group by r_score, f_score
),

largest as (
    select max(customers) as customers
    from counted
),

cells as (
    select
        recency.score as r_score,
        frequency.score as f_score,
        coalesce(counted.customers, 0) as customers,
        named.rfm_segment,
        cast(case
            when counted.customers is null then 0
            else ceil(5e0 * counted.customers / nullif(largest.customers, 0))
        end as integer) as heat
    from unnest(sequence(1, 5)) as recency(score)
    cross join unnest(sequence(1, 5)) as frequency(score)
    cross join largest
    left join counted
        on counted.r_score = recency.score and counted.f_score = frequency.score
    left join named
        on named.r_score = recency.score
        and named.f_score = frequency.score
        and named.place = 1
)

select * from cells
order by f_score desc, r_score
