-- One row per month, the last 25 at most: revenue net of refunds by kind of buyer.
with int_order_days as (
    select
        cast(date_trunc('month', ordered_on) as date) as month_on,
        buyer,
        net
    from int_order_days
),

months as (
    select
        month_on,
        sum(net) as net,
        coalesce(sum(case when buyer = 'returning' then net end), 0) as repeat_net,
        coalesce(sum(case when buyer = 'first' then net end), 0) as first_net,
        coalesce(sum(case when buyer = 'guest' then net end), 0) as guest_net
    from int_order_days
    group by month_on
),

history as (
    select min(month_on) as first_on
    from months
),

calendar as (
    select
        cast(date_add('month', -ages.age,
            cast(date_trunc('month', cast(:as_of - interval '1' day as date)) as date))
            as date) as month_on
    from unnest(sequence(0, 24)) as ages(age)
),

complete as (
    select
        calendar.month_on,
        coalesce(months.net, 0) as net,
        coalesce(months.repeat_net, 0) as repeat_net,
        coalesce(months.first_net, 0) as first_net,
        coalesce(months.guest_net, 0) as guest_net,
        cast(calendar.month_on + interval '1' month as date) > :as_of as is_running
    from calendar
    inner join history on history.first_on <= calendar.month_on
    left join months on months.month_on = calendar.month_on
),

ranked as (
    select
        *,
        row_number() over (
            partition by is_running, year(month_on)
            order by net desc, month_on
        ) as place,
        lag(net) over (partition by is_running order by month_on) as net_before,
        lead(net) over (partition by is_running order by month_on) as net_after
    from complete
),

-- The best complete month of each year carries its number, unless a neighbour is better.
labelled as (
    select
        month_on,
        net,
        repeat_net,
        first_net,
        guest_net,
        is_running,
        cast(:as_of - interval '1' day as date) as last_on,
        place = 1
            and not is_running
            and net > 0
            and net >= coalesce(net_before, 0)
            and net >= coalesce(net_after, 0) as is_best
    from ranked
)

select * from labelled
order by month_on
