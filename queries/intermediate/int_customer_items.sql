-- One row per customer with an order line: what they buy.
with summed as (
    select
        customer_id,
        sum(quantity) filter (where quantity > 0) as items,
        count(distinct sku) filter (where quantity > 0) as products,
        count(distinct category) filter (where quantity > 0) as categories,
        count(distinct brand) filter (where quantity > 0) as brands,
        count(distinct order_id) filter (where quantity > 0) as orders,
        -sum(quantity) filter (where quantity < 0) as returned_items
    from int_order_lines
    group by customer_id
),

categories as (
    select customer_id, category, sum(quantity) as pieces
    from int_order_lines
    where quantity > 0 and category is not null
    group by customer_id, category
),

most_categories as (
    select customer_id, max(pieces) as pieces
    from categories
    group by customer_id
),

favourite_categories as (
    select categories.customer_id, min(categories.category) as favourite_category
    from categories
    inner join most_categories
        on categories.customer_id = most_categories.customer_id
        and categories.pieces = most_categories.pieces
    group by categories.customer_id
),

brands as (
    select customer_id, brand, sum(quantity) as pieces
    from int_order_lines
    where quantity > 0 and brand is not null
    group by customer_id, brand
),

most_brands as (
    select customer_id, max(pieces) as pieces
    from brands
    group by customer_id
),

favourite_brands as (
    select brands.customer_id, min(brands.brand) as favourite_brand
    from brands
    inner join most_brands
        on brands.customer_id = most_brands.customer_id
        and brands.pieces = most_brands.pieces
    group by brands.customer_id
)

select
    summed.customer_id,
    cast(coalesce(summed.items, 0) as decimal(18,4)) as items,
    summed.products,
    summed.categories,
    summed.brands,
    favourite_categories.favourite_category,
    favourite_brands.favourite_brand,
    case
        when summed.orders > 0 then cast(
            cast(cast(round(
                cast(summed.items as double) / cast(summed.orders as double) * 1e2
            ) as bigint) as decimal(18,0)) * cast(0.01 as decimal(3,2)) as decimal(18,2)
        )
    end as items_per_order,
    cast(coalesce(summed.returned_items, 0) as decimal(18,4)) as returned_items
from summed
left join favourite_categories on summed.customer_id = favourite_categories.customer_id
left join favourite_brands on summed.customer_id = favourite_brands.customer_id
