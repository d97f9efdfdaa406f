-- One row per source whose orders name a currency: those that nothing converts into the company's.
with order_currencies as (
    select
        source,
        currency
    from stg_orders
    where ordered_at < :cutoff and currency is not null
    group by source, currency
),

line_currencies as (
    select
        source,
        currency
    from stg_order_items
    where ordered_at < :cutoff and currency is not null
    group by source, currency
),

rated as (
    select currency
    from stg_fx_rates
    group by currency
),

used as (
    select source, currency from order_currencies
    union
    select source, currency from line_currencies
),

-- Without a currency of the company there may be one in all, whichever source it stands in.
all_used as (
    select
        count(distinct currency) as currencies,
        array_join(array_sort(array_agg(distinct currency)), ', ') as detail
    from used
),

per_source as (
    select
        used.source,
        count(*) filter (
            where used.currency <> :currency and rated.currency is null
        ) as unrated,
        array_join(array_agg(used.currency order by used.currency) filter (
            where used.currency <> :currency and rated.currency is null
        ), ', ') as detail
    from used
    left join rated on used.currency = rated.currency
    group by used.source
)

select
    'currencies' as "check",
    per_source.source,
    'stop' as severity,
    cast(
        case when :currency = '' then all_used.currencies - 1 else per_source.unrated end
        as decimal(18,6)
    ) as value,
    cast(0 as decimal(18,6)) as "limit",
    case when :currency = '' then all_used.currencies = 1 else per_source.unrated = 0 end as passed,
    case when :currency = '' then all_used.detail else per_source.detail end as detail
from per_source
cross join all_used
