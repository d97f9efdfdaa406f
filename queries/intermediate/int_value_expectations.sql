-- One row per number of repeat days and age: purchases to come of a customer who is still one.
-- Of Erlang times (:k = 2) for both phases: just after a purchase, and half way to the next.
with int_value_histories as (
    select
        repeat_days,
        age_days
    from int_value_histories
),

value_nodes as (
    select
        repeat_days,
        p,
        weight
    from value_nodes
),

value_periods as (
    select
        period,
        weeks,
        factor
    from value_periods
),

phases as (
    select phase
    from (values (0), (1)) as both_phases(phase)
    where phase < :k
),

ages as (
    select
        repeat_days,
        age_days
    from int_value_histories
    group by repeat_days, age_days
),

-- power: m, or m + 1 in the second phase; s: the time ahead as a share of α + T; u: √(1 − p), or 0.
points as (
    select
        ages.repeat_days,
        ages.age_days,
        value_periods.period,
        value_periods.factor,
        phases.phase,
        value_nodes.p,
        value_nodes.weight,
        :r + cast(:k * ages.repeat_days + phases.phase as double) as power,
        value_periods.weeks
            / nullif(:alpha + cast(ages.age_days as double) / 7e0, 0e0) as s,
        case when :k = 2 then sqrt(1e0 - value_nodes.p) else 0e0 end as u
    from ages
    inner join value_nodes
        on value_nodes.repeat_days = ages.repeat_days
    cross join value_periods
    cross join phases
),

arguments as (
    select
        repeat_days,
        age_days,
        period,
        factor,
        phase,
        p,
        weight,
        power,
        u,
        s * p / nullif(1e0 + u, 0e0) as c,
        s / nullif(1e0 + s, 0e0) * u as y
    from points
),

-- v = power·ln(1 + c) and w = power·ln((1 + y) / (1 − y)), by their series where they are small.
exponents as (
    select
        repeat_days,
        age_days,
        period,
        factor,
        phase,
        p,
        weight,
        u,
        power * case
            when c < 1e-3
                then c * (1e0 - c * (1e0 / 2e0 - c * (1e0 / 3e0 - c * (1e0 / 4e0 - c / 5e0))))
            else ln(1e0 + c)
        end as v,
        power * case
            when y < 1e-3 then 2e0 * y * (1e0 + y * y * (1e0 / 3e0 + y * y / 5e0))
            else ln((1e0 + y) / nullif(1e0 - y, 0e0))
        end as w
    from arguments
),

-- 1 − e^−v and 1 − e^−w, by their series where they are small.
complements as (
    select
        repeat_days,
        age_days,
        period,
        factor,
        phase,
        p,
        weight,
        u,
        exp(-v) as remaining,
        case
            when v < 1e-3
                then v * (1e0 - v / 2e0 * (1e0 - v / 3e0 * (1e0 - v / 4e0 * (1e0 - v / 5e0))))
            else 1e0 - exp(-v)
        end as gone,
        case
            when w < 1e-3
                then w * (1e0 - w / 2e0 * (1e0 - w / 3e0 * (1e0 - w / 4e0 * (1e0 - w / 5e0))))
            else 1e0 - exp(-w)
        end as apart
    from exponents
),

purchases as (
    select
        repeat_days,
        age_days,
        period,
        factor,
        phase,
        weight * (
            gone / nullif(p, 0e0) + case
                when :k = 1 then 0e0
                when phase = 0
                    then -remaining * apart / nullif(2e0 * u * (1e0 + u), 0e0)
                else remaining * apart / nullif(2e0 * (1e0 + u), 0e0)
            end
        ) as purchases
    from complements
),

summed as (
    select
        repeat_days,
        age_days,
        sum(case when phase = 0 and period = :periods then cast(purchases as decimal(38, 18)) end)
            as purchases,
        sum(case when phase = 0 then cast(factor * purchases as decimal(38, 18)) end)
            as discounted_purchases,
        sum(case when phase = 1 and period = :periods then cast(purchases as decimal(38, 18)) end)
            as later_purchases,
        sum(case when phase = 1 then cast(factor * purchases as decimal(38, 18)) end)
            as later_discounted_purchases
    from purchases
    group by repeat_days, age_days
),

expectations as (
    select
        repeat_days,
        age_days,
        cast(purchases as double) as purchases,
        cast(discounted_purchases as double) as discounted_purchases,
        cast(coalesce(later_purchases, 0) as double) as later_purchases,
        cast(coalesce(later_discounted_purchases, 0) as double) as later_discounted_purchases
    from summed
)

select * from expectations
