-- One row: how many segments there are, and how many customers are in one that is shown in full.
with segment_definitions as (
    select
        segment_id,
        customers
    from segment_definitions
),

customer_segments as (
    select customer_id
    from customer_segments
    where segment_id in :headline
),

night_figures as (
    select customers
    from night_figures
),

placed as (
    select count(distinct customer_id) as placed
    from customer_segments
),

definitions as (
    select
        count(*) as segments,
        count(case when segment_id in :headline then 1 end) as headline,
        count(*) - count(case when segment_id in :headline then 1 end) as others,
        count(case when customers = 0 then 1 end) as empty
    from segment_definitions
),

counts as (
    select
        definitions.segments,
        definitions.headline,
        definitions.others,
        definitions.empty,
        placed.placed,
        night_figures.customers,
        night_figures.customers - placed.placed as not_placed
    from definitions
    cross join placed
    cross join night_figures
)

select * from counts
