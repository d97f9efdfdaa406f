-- One row per customer with an order line: what they buy.
with bought as (
    select
        customer_id,
        cast(sum(case when quantity > 0 then quantity else 0 end) as decimal(18, 4)) as items,
        cast(sum(case when quantity < 0 then -quantity else 0 end) as decimal(18, 4))
            as returned_items,
        count(distinct case when quantity > 0 then sku end) as products,
        count(distinct case when quantity > 0 then order_id end) as orders
    from int_order_lines
    group by customer_id
),

category_pieces as (
    select
        customer_id,
        category,
        sum(quantity) as pieces
    from int_order_lines
    where quantity > 0
        and category is not null
    group by customer_id, category
),

brand_pieces as (
    select
        customer_id,
        brand,
        sum(quantity) as pieces
    from int_order_lines
    where quantity > 0
        and brand is not null
    group by customer_id, brand
),

-- The least of (−pieces, name): most pieces, and of those with as many the smallest name.
favourite_categories as (
    select
        customer_id,
        count(*) as categories,
        min(cast(row(-pieces, category) as row(pieces decimal(38, 4), name varchar))) as favourite
    from category_pieces
    group by customer_id
),

favourite_brands as (
    select
        customer_id,
        count(*) as brands,
        min(cast(row(-pieces, brand) as row(pieces decimal(38, 4), name varchar))) as favourite
    from brand_pieces
    group by customer_id
),

-- Pieces an order in hundredths, a half up.
averaged as (
    select
        bought.customer_id,
        bought.items,
        bought.products,
        coalesce(favourite_categories.categories, 0) as categories,
        coalesce(favourite_brands.brands, 0) as brands,
        favourite_categories.favourite.name as favourite_category,
        favourite_brands.favourite.name as favourite_brand,
        cast(
            (2 * cast(bought.items * 10000 as bigint) + 100 * bought.orders)
            / nullif(200 * bought.orders, 0) * cast(0.01 as decimal(3, 2)) as decimal(18, 2)
        ) as items_per_order,
        bought.returned_items
    from bought
    left join favourite_categories
        on favourite_categories.customer_id = bought.customer_id
    left join favourite_brands
        on favourite_brands.customer_id = bought.customer_id
)

select * from averaged
