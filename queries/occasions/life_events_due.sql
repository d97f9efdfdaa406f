-- One row per customer, campaign and yearly occasion that is due tonight.
with campaign_occasions as (
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
    from campaign_occasions
),

night_days as (
    select
        zone,
        send_time,
        local_date,
        send_at,
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

previous_life_events_seen as (
    select
        customer_id,
        campaign_id,
        occasion,
        occurrence
    from previous_life_events_seen
),

-- What a date must be for a campaign to write about it tonight. A new campaign does not look back.
campaign_days as (
    select
        campaign_occasions.campaign_id,
        campaign_occasions.occasion,
        campaign_occasions.minimum_age,
        campaign_occasions.is_rescheduled,
        night_days.zone,
        night_days.send_at,
        night_days.turn,
        night_days.late_days,
        annual_days.month,
        annual_days.day,
        annual_days.occasion_on,
        annual_days.occasion_year
    from campaign_occasions
    inner join night_days on campaign_occasions.send_time = night_days.send_time
    inner join annual_days
        on campaign_occasions.policy = annual_days.policy
        and campaign_occasions.lead_days = annual_days.lead_days
        and night_days.local_date = annual_days.local_date
    where night_days.turn = 'tonight'
        or (
            not campaign_occasions.is_new
            and night_days.late_days <= campaign_occasions.window_days
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
        campaign_days.turn <> 'tonight' as is_late,
        campaign_days.late_days,
        case
            when campaign_days.turn = 'tonight' then 'on-time'
            when campaign_days.turn = 'missed' then 'missed-night'
            when life_dates.change = 'learned' then 'learned-late'
            when life_dates.change = 'moved' then 'moved'
            else 'rescheduled'
        end as reason
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
    left join previous_life_events_seen
        on due.customer_id = previous_life_events_seen.customer_id
        and due.campaign_id = previous_life_events_seen.campaign_id
        and due.occasion = previous_life_events_seen.occasion
        and due.occurrence = previous_life_events_seen.occurrence
    where previous_life_events_seen.customer_id is null
)

select * from unseen
