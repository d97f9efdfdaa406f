-- One row per customer with an order line: what they buy.
with int_order_lines as (
    select
        customer_id,
        order_id,
        sku,
        category,
        brand,
        case when quantity > 0 then quantity else 0 end as bought,
        case when quantity < 0 then -quantity else 0 end as returned
    from int_order_lines
),

-- The lines are read once; every kind of thing that they name has its rows.
counted as (
    select
        customer_id,
        case
            when grouping(sku) = 0 then 'product'
            when grouping(category) = 0 then 'category'
            when grouping(brand) = 0 then 'brand'
            else 'order'
        end as kind,
        coalesce(sku, category, brand, order_id) as name,
        sum(bought) as bought,
        sum(returned) as returned
    from int_order_lines
    group by grouping sets (
        (customer_id, sku),
        (customer_id, category),
        (customer_id, brand),
        (customer_id, order_id)
    )
),

-- Most pieces first, and of those with as many the smallest name.
summed as (
    select
        customer_id,
        cast(sum(case when kind = 'order' then bought end) as decimal(18, 4)) as items,
        cast(sum(case when kind = 'order' then returned end) as decimal(18, 4)) as returned_items,
        count(case when kind = 'order' and bought > 0 then 1 end) as orders,
        count(case when kind = 'product' and bought > 0 then name end) as products,
        count(case when kind = 'category' and bought > 0 then name end) as categories,
        count(case when kind = 'brand' and bought > 0 then name end) as brands,
        min(cast(row(-bought, name) as row(pieces decimal(38, 4), name varchar)))
            filter (where kind = 'category' and bought > 0 and name is not null)
            as most_category,
        min(cast(row(-bought, name) as row(pieces decimal(38, 4), name varchar)))
            filter (where kind = 'brand' and bought > 0 and name is not null)
            as most_brand
    from counted
    group by customer_id
),

-- In hundredths, a half up.
averaged as (
    select
        customer_id,
        items,
        products,
        categories,
        brands,
        most_category.name as favourite_category,
        most_brand.name as favourite_brand,
        cast(
            (2 * cast(cast(items as decimal(18, 2)) * 100 as bigint) + orders)
            / nullif(2 * orders, 0) * cast(0.01 as decimal(3, 2)) as decimal(18, 2)
        ) as items_per_order,
        returned_items
    from summed
)

select * from averaged
