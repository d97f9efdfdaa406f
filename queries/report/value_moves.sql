-- One row per pair of tiers, and per sum of them: customers in one before, in the other tonight.
-- None on a night that has no tiers to compare with. The money of few customers is not told.
with tier_flows as (
    select
        from_tier,
        to_tier,
        customers,
        clv_before,
        clv
    from tier_flows
),

past_tier_flows as (
    select
        as_of,
        sum(case
            when from_tier <> 'new' and to_tier <> 'gone' and from_tier <> to_tier then customers
            else 0
        end) as customers
    from past_tier_flows
    where as_of > cast(:as_of - interval '28' day as date)
    group by as_of
),

usual as (
    select
        count(*) as usual_nights,
        cast(min(customers) as bigint) as usual_low,
        cast(max(customers) as bigint) as usual_high
    from past_tier_flows
),

froms as (
    select name, place
    from (
        values ('high', 1), ('medium', 2), ('low', 3), ('new', 4), ('all', 5)
    ) as tiers(name, place)
),

tos as (
    select name, place
    from (
        values ('high', 1), ('medium', 2), ('low', 3), ('gone', 4), ('all', 5)
    ) as tiers(name, place)
),

pairs as (
    select
        froms.name as from_tier,
        froms.place as from_place,
        tos.name as to_tier,
        tos.place as to_place,
        case
            when froms.place = 5 or tos.place = 5 then 'all'
            when froms.place = 4 then 'new'
            when tos.place = 4 then 'gone'
            when tos.place < froms.place then 'up'
            when tos.place > froms.place then 'down'
            else 'stayed'
        end as direction
    from froms
    cross join tos
    where (froms.place <> 4 or tos.place <> 4)
        and exists (select 1 from tier_flows)
),

sums as (
    select
        pairs.from_tier,
        pairs.from_place,
        pairs.to_tier,
        pairs.to_place,
        pairs.direction,
        cast(coalesce(sum(tier_flows.customers), 0) as bigint) as customers,
        cast(sum(tier_flows.clv_before) as decimal(18, 2)) as clv_before,
        cast(sum(tier_flows.clv) as decimal(18, 2)) as clv
    from pairs
    left join tier_flows
        on (pairs.from_tier = 'all' or pairs.from_tier = tier_flows.from_tier)
        and (pairs.to_tier = 'all' or pairs.to_tier = tier_flows.to_tier)
    group by
        pairs.from_tier,
        pairs.from_place,
        pairs.to_tier,
        pairs.to_place,
        pairs.direction
),

directions as (
    select
        direction,
        cast(sum(customers) as bigint) as customers,
        cast(sum(clv_before) as decimal(18, 2)) as clv_before,
        cast(sum(clv) as decimal(18, 2)) as clv
    from sums
    where direction <> 'all'
    group by direction
),

moves as (
    select
        sums.from_tier,
        sums.to_tier,
        sums.from_place,
        sums.to_place,
        sums.direction,
        sums.customers,
        case when sums.customers >= :minimum_segment then sums.clv_before end as clv_before,
        case when sums.customers >= :minimum_segment then sums.clv end as clv,
        coalesce(directions.customers, sums.customers) as direction_customers,
        case when directions.customers >= :minimum_segment then directions.clv end
            as direction_clv,
        case when directions.customers >= :minimum_segment
            then directions.clv - directions.clv_before
        end as direction_change,
        usual.usual_nights,
        usual.usual_low,
        usual.usual_high
    from sums
    left join directions
        on directions.direction = sums.direction
    cross join usual
)

select * from moves
order by from_place, to_place
