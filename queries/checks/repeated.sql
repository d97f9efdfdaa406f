-- One row per source of orders that another source may have too: the share of them that it has.
with twins as (
    select
        source,
        twin_source,
        count(*) filter (where not is_dropped) as orders
    from order_twins
    group by source, twin_source
),

written as (
    select
        source,
        count(*) as orders
    from stg_orders
    where source in (select source from order_twins)
    group by source
),

rates as (
    select
        twins.source,
        twins.twin_source,
        cast(twins.orders as varchar) || ' of ' || cast(written.orders as varchar)
            || ' orders repeat ' || twins.twin_source as detail,
        cast(
            cast(cast(round(
                cast(twins.orders as double) / nullif(cast(written.orders as double), 0) * 1e6
            ) as bigint) as decimal(18,0)) * cast(0.000001 as decimal(7,6)) as decimal(18,6)
        ) as repeated_rate
    from twins
    inner join written on twins.source = written.source
)

select
    'repeated' as "check",
    source,
    'warn' as severity,
    max(repeated_rate) as value,
    cast(0.05 as decimal(18,6)) as "limit",
    max(repeated_rate) <= 0.05 as passed,
    array_join(
        array_agg(detail order by twin_source) filter (where repeated_rate > 0.05), ', '
    ) as detail
from rates
group by source
