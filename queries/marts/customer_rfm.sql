-- One row per customer with a purchase day: recency, frequency and spend, scored.
with buyers as (
    select
        int_customer_days.customer_id,
        int_customer_days.days_since_order as recency_days,
        int_customer_days.purchase_days as frequency,
        int_customer_orders.net_spend as monetary
    from int_customer_days
    inner join int_customer_orders
        on int_customer_days.customer_id = int_customer_orders.customer_id
),

recencies as (
    select recency_days, count(*) as customers
    from buyers
    group by recency_days
),

-- over distinct values
recency_scores as (
    select
        recency_days,
        (
            5 * cast(sum(customers) over (order by recency_days desc) as bigint)
            + cast(sum(customers) over () as bigint) - 1
        ) / cast(sum(customers) over () as bigint) as r_score
    from recencies
),

frequencies as (
    select frequency, count(*) as customers
    from buyers
    group by frequency
),

frequency_scores as (
    select
        frequency,
        1 + 5 * cast(sum(customers) over (order by frequency) - customers as bigint)
        / cast(sum(customers) over () as bigint) as f_score
    from frequencies
),

spends as (
    select monetary, count(*) as customers
    from buyers
    group by monetary
),

spend_scores as (
    select
        monetary,
        (
            5 * cast(sum(customers) over (order by monetary) as bigint)
            + cast(sum(customers) over () as bigint) - 1
        ) / cast(sum(customers) over () as bigint) as m_score
    from spends
),

scored as (
    select
        buyers.*,
        cast(recency_scores.r_score as integer) as r_score,
        cast(frequency_scores.f_score as integer) as f_score,
        cast(spend_scores.m_score as integer) as m_score,
        cast(recency_scores.r_score as varchar) || cast(frequency_scores.f_score as varchar)
            || cast(spend_scores.m_score as varchar) as rfm_code
    from buyers
    inner join recency_scores on buyers.recency_days = recency_scores.recency_days
    inner join frequency_scores on buyers.frequency = frequency_scores.frequency
    inner join spend_scores on buyers.monetary = spend_scores.monetary
)

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
left join rfm_names on scored.rfm_code = rfm_names.rfm_code
