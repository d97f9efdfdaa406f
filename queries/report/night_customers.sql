-- One row: how many customers bought in the last 365 days, now and on earlier nights.
with night_figures as (
    select
        customers,
        buyers_365d,
        buyers_prior_365d
    from night_figures
),

past_night_figures as (
    select
        as_of,
        buyers_365d
    from past_night_figures
),

int_order_days as (
    select min(ordered_on) as first_on
    from int_order_days
),

past_nights as (
    select
        max(as_of) as previous_on,
        coalesce(
            max(case when as_of <= cast(:as_of - interval '28' day as date) then as_of end),
            min(as_of)
        ) as earlier_on
    from past_night_figures
),

nights as (
    select
        past_nights.previous_on,
        past_nights.earlier_on,
        previous.buyers_365d as previous_buyers,
        earlier.buyers_365d as earlier_buyers
    from past_nights
    left join past_night_figures as previous on previous.as_of = past_nights.previous_on
    left join past_night_figures as earlier on earlier.as_of = past_nights.earlier_on
),

night as (
    select
        :as_of as as_of,
        night_figures.customers,
        night_figures.buyers_365d as buyers,
        cast(night_figures.buyers_365d as double) / nullif(night_figures.customers, 0)
            as buyer_share,
        case
            when int_order_days.first_on <= cast(:as_of - interval '730' day as date)
                then night_figures.buyers_365d - night_figures.buyers_prior_365d
        end as change_on_year,
        nights.previous_on,
        night_figures.buyers_365d - nights.previous_buyers as change_since_previous,
        case when nights.earlier_on < nights.previous_on then nights.earlier_on end as earlier_on,
        case
            when nights.earlier_on < nights.previous_on
                then night_figures.buyers_365d - nights.earlier_buyers
        end as change_since_earlier
    from night_figures
    cross join int_order_days
    cross join nights
)

select * from night
