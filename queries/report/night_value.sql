-- One row per night of the last eight weeks: what all customers were expected to bring, if known.
with customer_value as (
    select clv
    from customer_value
),

value_card as (
    select
        rung,
        horizon_days
    from value_card
),

value_backtest as (
    select total_error
    from value_backtest
    where is_chosen
),

value_cuts as (
    select measure
    from value_cuts
),

past_value_cuts as (
    select
        as_of,
        measure
    from past_value_cuts
    where as_of > cast(:as_of - interval '56' day as date)
),

tier_flows as (
    select clv_before
    from tier_flows
),

past_tier_flows as (
    select
        as_of,
        clv_before,
        clv
    from past_tier_flows
    where as_of > cast(:as_of - interval '56' day as date)
),

-- A night’s flows hold the value of the night before as well.
-- over distinct values: one row a night
nights as (
    select
        as_of,
        measure,
        lag(as_of) over (order by as_of) as earlier_on
    from (
        select as_of, measure from past_value_cuts
        union all
        select :as_of as as_of, measure from value_cuts
    ) as cuts
),

sums as (
    select
        :as_of as as_of,
        sum(clv) as worth
    from customer_value
    union all
    select
        as_of,
        sum(clv) as worth
    from past_tier_flows
    group by as_of
    union all
    select
        nights.earlier_on as as_of,
        sum(past_tier_flows.clv_before) as worth
    from past_tier_flows
    inner join nights on nights.as_of = past_tier_flows.as_of
    group by nights.earlier_on
    union all
    select
        nights.earlier_on as as_of,
        sum(tier_flows.clv_before) as worth
    from tier_flows
    inner join nights on nights.as_of = :as_of
    group by nights.earlier_on
),

known as (
    select
        sums.as_of,
        max(sums.worth) as worth
    from sums
    inner join nights on nights.as_of = sums.as_of
    inner join value_cuts on value_cuts.measure = nights.measure
    where sums.worth is not null
    group by sums.as_of
),

ends as (
    select
        min(as_of) as first_on,
        max(case when as_of < :as_of then as_of end) as previous_on
    from known
),

changes as (
    select
        first.as_of as first_on,
        tonight.worth - first.worth as change_since_first,
        previous.as_of as previous_on,
        tonight.worth - previous.worth as change_since_previous
    from ends
    inner join known as tonight on tonight.as_of = :as_of
    left join known as first on first.as_of = ends.first_on and first.as_of < ends.previous_on
    left join known as previous on previous.as_of = ends.previous_on
),

nightly as (
    select
        known.as_of,
        cast(known.worth as decimal(18, 2)) as worth,
        value_card.rung,
        value_card.horizon_days,
        changes.first_on,
        cast(changes.change_since_first as decimal(18, 2)) as change_since_first,
        changes.previous_on,
        cast(changes.change_since_previous as decimal(18, 2)) as change_since_previous,
        value_backtest.total_error
    from known
    cross join value_card
    left join changes on true
    left join value_backtest on true
)

select * from nightly
order by as_of
