-- One row: from which value on a customer is in a tier.
-- The customer with whom a share is reached still belongs to the tier, and so do all of the same
-- value.
with int_value_scores as (
    select
        rung,
        worth
    from int_value_scores
),

everybody as (
    select
        count(*) as customers,
        count(case when rung = 'history' then 1 end) > 0 as is_spend
    from int_value_scores
),

worths as (
    select
        worth,
        count(*) as customers
    from int_value_scores
    where worth > 0
    group by worth
),

weighed as (
    select
        worth,
        case
            when :tiers_by = 'shares' then cast(worth as decimal(36, 2)) * customers
            else cast(customers as decimal(36, 2))
        end as weight
    from worths
),

-- over distinct values: above is what those of greater value hold.
running as (
    select
        worth,
        sum(weight) over (order by worth desc) - weight as above,
        sum(weight) over () as valued
    from weighed
),

shared as (
    select
        running.worth,
        cast(running.above as double) / nullif(cast(
            case when :tiers_by = 'shares' then running.valued else everybody.customers end
            as double
        ), 0e0) as share_above
    from running
    cross join everybody
),

reached as (
    select
        min(case when share_above < :high_share - 1e-12 then worth end) as high,
        min(case when share_above < :medium_share - 1e-12 then worth end) as medium
    from shared
),

cuts as (
    select
        case when everybody.is_spend then 'net_spend' else 'clv' end as measure,
        cast(case when :tiers_by = 'amounts' then :high_amount else reached.high end
            as decimal(18, 2)) as high,
        cast(case when :tiers_by = 'amounts' then :medium_amount else reached.medium end
            as decimal(18, 2)) as medium,
        cast(:band as decimal(9, 6)) as band
    from reached
    cross join everybody
)

select * from cuts
