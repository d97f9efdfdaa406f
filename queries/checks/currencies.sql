-- One row per source of orders: currencies that nothing converts into the company's.
with used as (
    select source, coalesce(currency, :currency) as currency from stg_orders
    where ordered_at < :cutoff
    union
    select source, coalesce(currency, :currency) as currency from stg_order_items
    where ordered_at < :cutoff
),

rated as (
    select distinct currency from stg_fx_rates
),

foreign_ones as (
    select
        used.source,
        count(*) filter (
            where used.currency <> :currency and rated.currency is null
        ) as unrated,
        count(*) as currencies,
        array_join(array_agg(used.currency order by used.currency), ', ') as detail
    from used
    left join rated on used.currency = rated.currency
    group by used.source
)

select
    'currencies' as "check",
    source,
    'stop' as severity,
    cast(
        case when :currency = '' then currencies - 1 else unrated end as decimal(18,6)
    ) as value,
    cast(0 as decimal(18,6)) as "limit",
    case when :currency = '' then currencies = 1 else unrated = 0 end as passed,
    detail
from foreign_ones
