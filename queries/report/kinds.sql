-- One row per kind of segment that is on: how many segments, and how many hold somebody.
with segment_definitions as (
    select
        kind,
        customers
    from segment_definitions
),

kinds as (
    select
        kind,
        count(*) as segments,
        count(case when customers > 0 then 1 end) as filled
    from segment_definitions
    group by kind
)

select * from kinds
order by kind
