-- One row: revenue and new customers of the last four weeks, the four before, and a year ago.
with int_order_days as (
    select
        buyer,
        orders,
        net,
        new_customers,
        ordered_on,
        date_diff('day', ordered_on, :as_of) as age
    from int_order_days
),

sums as (
    select
        min(ordered_on) as first_on,
        max(ordered_on) as last_on,
        coalesce(max(age), 0) as oldest,
        sum(case when age between 1 and 28 then net end) as net,
        sum(case when age between 29 and 56 then net end) as net_before,
        sum(case when age between 365 and 392 then net end) as net_year,
        sum(case when age between 393 and 420 then net end) as net_year_before,
        sum(case when age between 1 and 28 and buyer = 'guest' then net end) as net_guests,
        sum(case when age between 1 and 28 then new_customers end) as fresh,
        sum(case when age between 29 and 56 then new_customers end) as fresh_before,
        sum(case when age between 365 and 392 then new_customers end) as fresh_year,
        sum(case when age = 1 then orders end) as orders_yesterday,
        sum(case when age = 1 then net end) as net_yesterday,
        sum(case when age = 1 then new_customers end) as new_yesterday
    from int_order_days
),

-- A window is known when history reaches its first day; without sales it then holds 0.
windows as (
    select
        first_on,
        last_on,
        case when oldest >= 1 then coalesce(net, 0) end as net,
        case when oldest >= 56 then coalesce(net_before, 0) end as net_before,
        case when oldest >= 392 then coalesce(net_year, 0) end as net_year,
        case when oldest >= 420 then coalesce(net_year_before, 0) end as net_year_before,
        coalesce(net_guests, 0) as net_guests,
        case when oldest >= 1 then cast(coalesce(fresh, 0) as bigint) end as new_customers,
        case when oldest >= 56 then cast(coalesce(fresh_before, 0) as bigint) end as new_before,
        case when oldest >= 392 then cast(coalesce(fresh_year, 0) as bigint) end as new_year,
        cast(coalesce(orders_yesterday, 0) as bigint) as orders_yesterday,
        coalesce(net_yesterday, 0) as net_yesterday,
        cast(coalesce(new_yesterday, 0) as bigint) as new_yesterday
    from sums
),

revenue as (
    select
        *,
        net - net_before as change_before,
        net - net_year as change_year,
        net_year - net_year_before as change_year_before,
        case
            when net_before > 0
                then cast(net - net_before as double) / nullif(cast(net_before as double), 0)
        end as rate_before,
        case
            when net_year > 0
                then cast(net - net_year as double) / nullif(cast(net_year as double), 0)
        end as rate_year,
        case
            when net_year_before > 0
                then cast(net_year - net_year_before as double)
                    / nullif(cast(net_year_before as double), 0)
        end as rate_year_before,
        case
            when net > 0
                then cast(net_guests as double) / nullif(cast(net as double), 0)
        end as guest_share,
        new_customers - new_before as new_change_before,
        new_customers - new_year as new_change_year
    from windows
)

select * from revenue
