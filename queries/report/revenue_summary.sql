-- One row: the running and the last full month against a year ago, and who brought the money.
with int_order_days as (
    select
        ordered_on,
        buyer,
        net
    from int_order_days
),

calendar as (
    select
        cast(:as_of - interval '1' day as date) as last_on,
        cast(date_trunc('month', cast(:as_of - interval '1' day as date)) as date) as month_on,
        cast(date_trunc('month', :as_of) as date) as full_until
),

spans as (
    select
        last_on,
        month_on,
        month_on = full_until as is_running,
        cast(date_add('year', -1, month_on) as date) as year_month_on,
        cast(date_add('year', -1, last_on) as date) as year_last_on,
        full_until,
        cast(date_add('month', -1, full_until) as date) as full_on,
        cast(date_add('month', -13, full_until) as date) as year_full_on,
        cast(date_add('month', -12, full_until) as date) as full_from
    from calendar
),

sums as (
    select
        min(int_order_days.ordered_on) as first_on,
        sum(case when ordered_on >= month_on and ordered_on <= last_on then net end) as month_net,
        sum(case when ordered_on >= year_month_on and ordered_on <= year_last_on then net end)
            as year_net,
        sum(case when ordered_on >= full_on and ordered_on < full_until then net end) as full_net,
        sum(case when ordered_on >= year_full_on
            and ordered_on < cast(date_add('month', 1, year_full_on) as date) then net end)
            as year_full_net,
        sum(case when ordered_on >= full_from and ordered_on < full_until then net end) as net,
        sum(case when ordered_on >= full_from and ordered_on < full_until
            and buyer = 'returning' then net end) as repeat_net,
        sum(case when ordered_on >= full_from and ordered_on < full_until
            and buyer = 'first' then net end) as first_net,
        sum(case when ordered_on >= full_from and ordered_on < full_until
            and buyer = 'guest' then net end) as guest_net
    from int_order_days
    cross join spans
),

summary as (
    select
        spans.last_on,
        spans.month_on,
        spans.is_running,
        coalesce(sums.month_net, 0) as month_net,
        spans.year_month_on,
        spans.year_last_on,
        case when sums.first_on <= spans.year_month_on then coalesce(sums.year_net, 0) end
            as year_net,
        case when sums.first_on <= spans.year_month_on and sums.year_net > 0
            then cast(coalesce(sums.month_net, 0) - sums.year_net as double)
                / nullif(cast(sums.year_net as double), 0) end as month_rate,
        spans.full_on,
        case when sums.first_on < spans.full_until then coalesce(sums.full_net, 0) end as full_net,
        spans.year_full_on,
        case when sums.first_on <= spans.year_full_on then coalesce(sums.year_full_net, 0) end
            as year_full_net,
        case when sums.first_on <= spans.year_full_on and sums.year_full_net > 0
            then cast(coalesce(sums.full_net, 0) - sums.year_full_net as double)
                / nullif(cast(sums.year_full_net as double), 0) end as full_rate,
        sums.first_on,
        sums.first_on <= spans.full_from as is_year_full,
        sums.net,
        case
            when sums.net > 0
                then cast(coalesce(sums.repeat_net, 0) as double)
                    / nullif(cast(sums.net as double), 0)
        end as repeat_share,
        case
            when sums.net > 0
                then cast(coalesce(sums.first_net, 0) as double)
                    / nullif(cast(sums.net as double), 0)
        end as first_share,
        case
            when sums.net > 0
                then cast(coalesce(sums.guest_net, 0) as double)
                    / nullif(cast(sums.net as double), 0)
        end as guest_share
    from sums
    cross join spans
)

select * from summary
