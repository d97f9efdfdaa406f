-- One row per order, as the shop writes it.
select
    source,
    id_space,
    file,
    order_id,
    reference,
    customer_id,
    ordered_at,
    coalesce(status, 'paid') as status,
    total,
    coalesce(discount, cast(0 as decimal(18,2))) as discount,
    case
        when status = 'refunded' and total > 0 and coalesce(refunded, 0) = 0 then total
        else coalesce(refunded, cast(0 as decimal(18,2)))
    end as refunded,
    upper(currency) as currency,
    channel,
    store,
    updated_at,
    ordered_on,
    ordered_hour
from kept_orders
