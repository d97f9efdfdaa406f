-- One row per order that counts, before the cut-off, in the company’s currency.
with written_orders as (
    select
        id_space,
        order_id
    from stg_orders
),

stg_orders as (
    select
        id_space,
        order_id,
        customer_id,
        ordered_on,
        ordered_hour,
        coalesce(status, 'paid') as status,
        total,
        abs(discount) as discount,
        coalesce(abs(refunded), 0) as refunded,
        currency,
        channel,
        store
    from stg_orders
    where ordered_at < :cutoff
        and coalesce(status, 'paid') in ('paid', 'refunded')
),

stg_order_items as (
    select
        id_space,
        order_id,
        line_id,
        customer_id,
        ordered_on,
        ordered_hour,
        coalesce(status, 'paid') as status,
        quantity,
        unit_price,
        amount,
        coalesce(abs(refunded), 0) as refunded,
        case when currency <> :currency and :currency <> '' then currency end as currency
    from stg_order_items
    where ordered_at < :cutoff
        and coalesce(status, 'paid') in ('paid', 'refunded')
),

identity_map as (
    select
        id_space,
        source_customer_id,
        customer_id
    from identity_map
),

stg_fx_rates as (
    select
        currency,
        date,
        cast(max(rate) as decimal(20, 8)) as rate
    from stg_fx_rates
    where currency <> :currency
    group by currency, date
),

-- An order of less than 0 is money given back. Refunded without an amount: all of it was.
plain_orders as (
    select
        id_space,
        order_id,
        customer_id,
        ordered_on,
        ordered_hour,
        currency,
        cast(case when total > 0 then total else 0 end as decimal(18, 4)) as total,
        cast(case
            when total < 0 then refunded - total
            when status = 'refunded' and refunded = 0 then total
            else refunded
        end as decimal(18, 4)) as refunded,
        cast(discount as decimal(18, 4)) as discount,
        channel,
        store,
        total > 0 and refunded < total and (status = 'paid' or refunded <> 0) as is_purchase
    from stg_orders
),

-- The amount of a return may be written without its sign.
valued_lines as (
    select
        id_space,
        order_id,
        line_id,
        customer_id,
        date_diff('day', date '0001-01-01', ordered_on) * 24 + ordered_hour as hours,
        status,
        currency,
        quantity is null or quantity > 0 as is_sent,
        refunded,
        case
            when amount is null then coalesce(cast(quantity as decimal(20, 4)) * unit_price, 0)
            when quantity < 0 and amount > 0 then -cast(amount as decimal(38, 8))
            else cast(amount as decimal(38, 8))
        end as value
    from stg_order_items
),

split_lines as (
    select
        id_space,
        order_id,
        line_id,
        customer_id,
        currency,
        value > 0 and is_sent and refunded < value and (status = 'paid' or refunded <> 0)
            as is_purchase,
        case when value > 0 and is_sent then hours else hours + 1000000000 end as hours,
        case when value > 0 then value else 0 end as charged,
        case
            when value < 0 then refunded - value
            when status = 'refunded' and refunded = 0 then value
            else refunded
        end as refunded
    from valued_lines
),

-- The hour of an order is the first of its sales; of its other lines when it has none.
summed_lines as (
    select
        id_space,
        order_id,
        max_by(customer_id, coalesce(line_id, customer_id))
            filter (where customer_id is not null) as customer_id,
        max_by(currency, coalesce(line_id, currency))
            filter (where currency is not null) as currency,
        min(hours) % 1000000000 as hours,
        sum(charged) as total,
        sum(refunded) as refunded,
        coalesce(bool_or(is_purchase), false) as is_purchase
    from split_lines
    group by id_space, order_id
),

-- Orders that stand by themselves are not made again from their lines.
-- Sums are narrowed before they are rounded, where they fit, which is far quicker.
-- A hundred billion is a fault of a file, and no money: sums of such would leave their type.
line_orders as (
    select
        id_space,
        order_id,
        customer_id,
        cast(date_add('day', hours / 24, date '0001-01-01') as date) as ordered_on,
        cast(hours % 24 as integer) as ordered_hour,
        currency,
        coalesce(
            cast(try_cast(total as decimal(18, 8)) as decimal(18, 4)),
            try_cast(total as decimal(15, 4))
        ) as total,
        coalesce(
            cast(try_cast(refunded as decimal(18, 8)) as decimal(18, 4)),
            try_cast(refunded as decimal(15, 4))
        ) as refunded,
        cast(null as decimal(18, 4)) as discount,
        cast(null as varchar) as channel,
        cast(null as varchar) as store,
        is_purchase
    from summed_lines
    where not exists (
        select 1
        from written_orders
        where written_orders.id_space = summed_lines.id_space
            and written_orders.order_id = summed_lines.order_id
    )
),

all_orders as (
    select * from plain_orders
    union all
    select * from line_orders
),

-- A rate holds until the next one; the first one for all days before it too.
rate_ranges as (
    select
        currency,
        rate,
        case
            when lag(date) over (partition by currency order by date) is null
                then date '1900-01-01'
            else date
        end as from_on,
        least(lead(date, 1, :as_of) over (partition by currency order by date), :as_of)
            as until_on
    from stg_fx_rates
),

held_rates as (
    select
        currency,
        rate,
        from_on,
        until_on,
        cast(date_trunc('month', from_on) as date) as from_month
    from rate_ranges
    where from_on < until_on
),

-- A row a month, so that an order finds its rate by equality among few.
rate_months as (
    select
        held_rates.currency,
        held_rates.rate,
        held_rates.from_on,
        held_rates.until_on,
        cast(date_add('month', months.n, held_rates.from_month) as date) as month
    from held_rates
    cross join unnest(
        sequence(0, date_diff('month', held_rates.from_month, held_rates.until_on))
    ) as months(n)
),

rated_orders as (
    select
        all_orders.*,
        :currency = '' or coalesce(all_orders.currency, :currency) = :currency as is_ours,
        rate_months.rate
    from all_orders
    left join rate_months
        on rate_months.currency = all_orders.currency
        and rate_months.month = cast(date_trunc('month', all_orders.ordered_on) as date)
        and rate_months.from_on <= all_orders.ordered_on
        and rate_months.until_on > all_orders.ordered_on
),

-- Money in a currency without any rate is not known.
converted_orders as (
    select
        id_space,
        order_id,
        customer_id,
        ordered_on,
        ordered_hour,
        case
            when is_ours or total = 0 then total
            else coalesce(
                cast(try_cast(total * rate as decimal(18, 12)) as decimal(18, 4)),
                try_cast(total * rate as decimal(15, 4))
            )
        end as total,
        case
            when is_ours or refunded = 0 then refunded
            else coalesce(
                cast(try_cast(refunded * rate as decimal(18, 12)) as decimal(18, 4)),
                try_cast(refunded * rate as decimal(15, 4))
            )
        end as refunded,
        case
            when is_ours or discount = 0 then discount
            else coalesce(
                cast(try_cast(discount * rate as decimal(18, 12)) as decimal(18, 4)),
                try_cast(discount * rate as decimal(15, 4))
            )
        end as discount,
        channel,
        store,
        is_purchase
    from rated_orders
),

customer_orders as (
    select
        identity_map.customer_id,
        converted_orders.order_id,
        converted_orders.id_space,
        converted_orders.ordered_on,
        converted_orders.ordered_hour,
        converted_orders.total,
        converted_orders.refunded,
        converted_orders.discount,
        converted_orders.channel,
        converted_orders.store,
        converted_orders.is_purchase
    from converted_orders
    left join identity_map
        on identity_map.id_space = converted_orders.id_space
        and identity_map.source_customer_id = converted_orders.customer_id
)

select * from customer_orders
