-- One row per customer with a purchase day: recency, frequency and spend, scored.
-- over distinct values: the values that customers have are scored, so that equals score equally.
with int_customer_days as (
    select
        customer_id,
        days_since_order as recency_days,
        purchase_days as frequency
    from int_customer_days
),

int_customer_orders as (
    select
        customer_id,
        net_spend as monetary
    from int_customer_orders
),

rfm_names as (
    select
        rfm_code,
        rfm_segment
    from rfm_names
),

buyers as (
    select
        int_customer_days.customer_id,
        int_customer_days.recency_days,
        int_customer_days.frequency,
        int_customer_orders.monetary
    from int_customer_days
    inner join int_customer_orders
        on int_customer_orders.customer_id = int_customer_days.customer_id
    where not exists (
        select 1
        from customers
        where customers.customer_id = int_customer_days.customer_id
            and not customers.is_profiled
    )
),

recencies as (
    select
        recency_days,
        count(*) as customers
    from buyers
    group by recency_days
),

frequencies as (
    select
        frequency,
        count(*) as customers
    from buyers
    group by frequency
),

monetaries as (
    select
        monetary,
        count(*) as customers
    from buyers
    where monetary is not null
    group by monetary
),

-- (5·c + n − 1) div n, c of the n customers bought as long ago or longer.
r_scores as (
    select
        recency_days,
        cast(
            (5 * sum(customers) over (order by recency_days desc) + sum(customers) over () - 1)
            / nullif(sum(customers) over (), 0) as integer
        ) as r_score
    from recencies
),

-- 1 + 5·b div n, b of the n customers bought on fewer days.
f_scores as (
    select
        frequency,
        cast(
            1 + 5 * (sum(customers) over (order by frequency) - customers)
            / nullif(sum(customers) over (), 0) as integer
        ) as f_score
    from frequencies
),

-- (5·c + n − 1) div n, c of the n customers spent as much or less.
m_scores as (
    select
        monetary,
        cast(
            (5 * sum(customers) over (order by monetary) + sum(customers) over () - 1)
            / nullif(sum(customers) over (), 0) as integer
        ) as m_score
    from monetaries
),

scored as (
    select
        buyers.customer_id,
        buyers.recency_days,
        buyers.frequency,
        buyers.monetary,
        r_scores.r_score,
        f_scores.f_score,
        m_scores.m_score,
        cast(r_scores.r_score as varchar)
            || cast(f_scores.f_score as varchar)
            || cast(m_scores.m_score as varchar) as rfm_code
    from buyers
    inner join r_scores
        on r_scores.recency_days = buyers.recency_days
    inner join f_scores
        on f_scores.frequency = buyers.frequency
    left join m_scores
        on m_scores.monetary = buyers.monetary
),

named as (
    select
        scored.customer_id,
        scored.recency_days,
        scored.frequency,
        scored.monetary,
        scored.r_score,
        scored.f_score,
        scored.m_score,
        scored.rfm_code,
        rfm_names.rfm_segment
    from scored
    left join rfm_names
        on rfm_names.rfm_code = scored.rfm_code
)

select * from named
