-- One row per customer, campaign and yearly occasion that is due tonight.
with campaigns as (
    select
        campaign_id,
        occasion,
        send_time,
        lead_days,
        policy,
        minimum_age,
        window_days,
        is_new,
        is_rescheduled
    from campaigns
    where kind = 'life'
),

night_days as (
    select
        zone,
        send_time,
        local_date,
        send_at,
        send_on,
        turn,
        late_days
    from night_days
),

annual_days as (
    select
        month,
        day,
        policy,
        lead_days,
        local_date,
        occasion_on,
        occasion_year
    from annual_days
),

life_dates as (
    select
        customer_id,
        occasion,
        month,
        day,
        year,
        first_year,
        nth,
        zone,
        change
    from life_dates
    where quarantined is null
),

customer_aliases as (
    select
        alias_id,
        customer_id
    from customer_aliases
),

previous_life_events_seen as (
    select
        customer_id,
        campaign_id,
        occasion,
        occurrence
    from previous_life_events_seen
),

-- What any of those who are one customer now was due for.
seen as (
    select
        coalesce(
            customer_aliases.customer_id, previous_life_events_seen.customer_id
        ) as customer_id,
        previous_life_events_seen.campaign_id,
        previous_life_events_seen.occasion,
        previous_life_events_seen.occurrence
    from previous_life_events_seen
    left join customer_aliases
        on previous_life_events_seen.customer_id = customer_aliases.alias_id
),

-- What a date must be for a campaign to write about it tonight. A new campaign does not look back.
campaign_days as (
    select
        campaigns.campaign_id,
        campaigns.occasion,
        campaigns.minimum_age,
        campaigns.is_rescheduled,
        night_days.zone,
        night_days.send_at,
        night_days.send_on,
        cast(
            date_add('day', campaigns.window_days, night_days.local_date) as date
        ) as expires_on,
        night_days.turn,
        night_days.late_days,
        annual_days.month,
        annual_days.day,
        annual_days.occasion_on,
        annual_days.occasion_year
    from campaigns
    inner join night_days on campaigns.send_time = night_days.send_time
    inner join annual_days
        on campaigns.policy = annual_days.policy
        and campaigns.lead_days = annual_days.lead_days
        and night_days.local_date = annual_days.local_date
    where night_days.turn = 'tonight'
        or (
            not campaigns.is_new
            and night_days.late_days <= campaigns.window_days
        )
),

-- What an earlier night decided comes up again only where that night could not know.
due as (
    select
        life_dates.customer_id,
        campaign_days.campaign_id,
        campaign_days.occasion,
        cast(campaign_days.occasion_year as varchar) || case
            when life_dates.nth > 1 then '-' || cast(life_dates.nth as varchar)
            else ''
        end as occurrence,
        campaign_days.occasion_on,
        campaign_days.send_at,
        campaign_days.send_on,
        campaign_days.zone as send_zone,
        campaign_days.expires_on,
        case
            when campaign_days.turn = 'tonight' then 'on-time'
            when campaign_days.turn = 'missed' then 'missed-night'
            when life_dates.change = 'learned' then 'learned-late'
            when life_dates.change = 'moved' then 'moved'
            else 'rescheduled'
        end as due_reason,
        campaign_days.late_days > 0 as is_late
    from life_dates
    inner join campaign_days
        on life_dates.occasion = campaign_days.occasion
        and life_dates.zone = campaign_days.zone
        and life_dates.month = campaign_days.month
        and life_dates.day = campaign_days.day
    where coalesce(life_dates.first_year, 0) <= campaign_days.occasion_year
        and (
            campaign_days.minimum_age is null
            or life_dates.year + campaign_days.minimum_age <= campaign_days.occasion_year
        )
        and (
            campaign_days.turn in ('tonight', 'missed')
            or life_dates.change is not null
            or campaign_days.is_rescheduled
        )
),

-- Once a year, whatever becomes of the date, the customer's zone or the campaign's hour.
unseen as (
    select due.*
    from due
    left join seen
        on due.customer_id = seen.customer_id
        and due.campaign_id = seen.campaign_id
        and due.occasion = seen.occasion
        and due.occurrence = seen.occurrence
    where seen.customer_id is null
)

select * from unseen
