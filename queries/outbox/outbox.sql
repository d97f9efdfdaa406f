-- One row per message that could be sent tonight: what is decided of it, and why.
with campaigns as (
    select
        campaign_id,
        position,
        kind,
        send_time,
        policy,
        minimum_age,
        window_days,
        purpose,
        needs_consent,
        priority,
        cooldown_days,
        holdout_below,
        most_a_night
    from campaigns
),

campaign_variants as (
    select
        campaign_id,
        variant,
        bucket_from,
        bucket_to
    from campaign_variants
),

with_variants as (
    select campaign_id
    from campaign_variants
    group by campaign_id
),

occasions_due as (
    select
        customer_id,
        campaign_id,
        occasion,
        occurrence,
        occasion_on,
        faith,
        send_at,
        send_on,
        send_zone,
        expires_on,
        due_reason,
        is_late
    from occasions_due
),

-- What was held, and what a night whose emails were held back wanted to send, but of the erased.
previous_outbox as (
    select
        coalesce(customer_aliases.customer_id, previous_outbox.customer_id) as customer_id,
        previous_outbox.customer_id as offered_to,
        previous_outbox.campaign_id,
        previous_outbox.occasion,
        previous_outbox.occurrence,
        previous_outbox.occasion_on,
        previous_outbox.faith,
        previous_outbox.expires_on,
        previous_outbox.due_on,
        previous_outbox.due_reason,
        previous_outbox.is_late
    from previous_outbox
    left join customer_aliases on previous_outbox.customer_id = customer_aliases.alias_id
    where (
        previous_outbox.decision = 'hold'
        or (
            previous_outbox.decision = 'send'
            and previous_outbox.is_live
            and exists (select 1 from previous_outbox_brakes)
            and not exists (select 1 from releases)
        )
    )
    and not exists (
        select 1
        from erased_customers
        where erased_customers.customer_id = previous_outbox.customer_id
    )
),

-- Who was joined to somebody may have the same message waiting twice.
placed as (
    select
        previous_outbox.*,
        row_number() over (
            partition by customer_id, campaign_id, occasion, occurrence
            order by due_on, expires_on, offered_to
        ) as place
    from previous_outbox
),

waiting as (
    select placed.*
    from placed
    where place = 1
),

-- What comes up tonight is as tonight has it, though it waited too.
offered as (
    select
        coalesce(occasions_due.customer_id, waiting.customer_id) as customer_id,
        coalesce(occasions_due.campaign_id, waiting.campaign_id) as campaign_id,
        coalesce(occasions_due.occasion, waiting.occasion) as occasion,
        coalesce(occasions_due.occurrence, waiting.occurrence) as occurrence,
        coalesce(occasions_due.occasion_on, waiting.occasion_on) as occasion_on,
        case when occasions_due.customer_id is null then waiting.faith else occasions_due.faith end
            as faith,
        occasions_due.send_at,
        occasions_due.send_on,
        occasions_due.send_zone,
        coalesce(occasions_due.expires_on, waiting.expires_on) as expires_on,
        coalesce(waiting.due_on, :as_of) as due_on,
        coalesce(occasions_due.due_reason, waiting.due_reason) as due_reason,
        coalesce(occasions_due.is_late, waiting.is_late) as was_late,
        occasions_due.customer_id is null as has_waited
    from occasions_due
    full join waiting
        on occasions_due.customer_id = waiting.customer_id
        and occasions_due.campaign_id = waiting.campaign_id
        and occasions_due.occasion = waiting.occasion
        and occasions_due.occurrence = waiting.occurrence
),

asked as (
    select customer_id
    from offered
    group by customer_id
),

-- One address, as a mail server takes it.
people as (
    select
        asked.customer_id,
        customers.customer_id is not null as is_known,
        case
            when length(customers.email) <= 254
                and regexp_like(
                    customers.email,
                    '^[A-Za-z0-9!#$%&''*+/=?^_{|}~-]+(\.[A-Za-z0-9!#$%&''*+/=?^_{|}~-]+)*'
                        || '@([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)+'
                        || '[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])\z'
                )
                then lower(to_hex(sha256(to_utf8(lower(customers.email)))))
        end as address_hash
    from asked
    left join customers on asked.customer_id = customers.customer_id
),

customer_zones as (
    select
        customer_id,
        zone
    from customer_zones
),

-- A night of 25 hours may have a send time twice.
send_times as (
    select
        zone,
        send_time,
        min(send_at) as send_at,
        min(local_date) as send_on
    from night_days
    where turn = 'tonight'
    group by zone, send_time
),

-- By the clocks themselves: a send time that a clock change skips is another hour than it says.
quiet_times as (
    select
        zone,
        send_at
    from night_days
    where is_quiet
    group by zone, send_at
),

campaign_audience as (
    select
        customer_id,
        value,
        in_audience
    from campaign_audience
),

customer_consents as (
    select
        customer_id,
        purpose,
        granted,
        "at" as consent_at,
        expires_at,
        given_in
    from customer_consents
),

stops as (
    select
        customer_id,
        max(case when reason = 'unsubscribed' then since end) as unsubscribed_at,
        bool_or(reason = 'complained') as has_complained,
        bool_or(reason = 'alias') as is_alias,
        max(case when reason = 'bounced' then coalesce(address_hash, 'any') end) as bounced
    from suppressions
    group by customer_id
),

-- Only of what waited it is asked whether it still holds.
waiting_customers as (
    select customer_id
    from waiting
    group by customer_id
),

trigger_states as (
    select
        trigger_states.customer_id,
        trigger_states.campaign_id,
        cast(trigger_states.since as varchar) as occurrence
    from trigger_states
    inner join waiting_customers on trigger_states.customer_id = waiting_customers.customer_id
),

-- Several places may keep a day on the same date.
campaign_days as (
    select
        campaign_id,
        occasion,
        occurrence,
        occasion_on
    from campaign_days
    group by campaign_id, occasion, occurrence, occasion_on
),

life_dates as (
    select
        life_dates.customer_id,
        life_dates.occasion,
        array_agg(cast(life_dates.month * 100 + life_dates.day as bigint)) as days,
        min(coalesce(life_dates.first_year, 0)) as first_year,
        min(life_dates.year) as year
    from life_dates
    inner join waiting_customers on life_dates.customer_id = waiting_customers.customer_id
    where life_dates.quarantined is null
    group by life_dates.customer_id, life_dates.occasion
),

-- Emails of the same campaign to the customer, and to the address that they share with somebody.
same_campaign as (
    select
        offered.customer_id,
        offered.campaign_id,
        offered.occasion,
        offered.occurrence,
        exposures.send_on,
        exposures.occasion_on = offered.occasion_on
            or (
                exposures.occasion = offered.occasion
                and exposures.occurrence = offered.occurrence
            ) as is_same
    from offered
    inner join exposures
        on offered.customer_id = exposures.customer_id
        and offered.campaign_id = exposures.campaign_id
    union all
    select
        offered.customer_id,
        offered.campaign_id,
        offered.occasion,
        offered.occurrence,
        exposures.send_on,
        exposures.occasion_on = offered.occasion_on as is_same
    from offered
    inner join people on offered.customer_id = people.customer_id
    inner join exposures
        on people.address_hash = exposures.address_hash
        and offered.campaign_id = exposures.campaign_id
    where exposures.customer_id <> offered.customer_id
),

sent_before as (
    select
        customer_id,
        campaign_id,
        occasion,
        occurrence,
        max(send_on) as last_sent_on,
        bool_or(is_same) as is_sent
    from same_campaign
    group by customer_id, campaign_id, occasion, occurrence
),

-- The local dates of a night lie within two days of its own.
lately as (
    select
        customer_id,
        address_hash,
        send_on
    from exposures
    where send_on > cast(:as_of - interval '9' day as date)
),

customer_days as (
    select
        customer_id,
        array_agg(send_on) as days
    from lately
    group by customer_id
),

address_days as (
    select
        address_hash,
        array_agg(cast(send_on as varchar) || ' ' || customer_id) as days
    from lately
    group by address_hash
),

candidates as (
    select
        offered.customer_id,
        offered.campaign_id,
        offered.occasion,
        offered.occurrence,
        offered.occasion_on,
        offered.faith,
        offered.expires_on,
        offered.due_on,
        offered.due_reason,
        offered.has_waited,
        offered.was_late,
        case when offered.has_waited then send_times.send_at else offered.send_at end as send_at,
        case when offered.has_waited then send_times.send_on else offered.send_on end as send_on,
        case when offered.has_waited then customer_zones.zone else offered.send_zone end
            as send_zone,
        campaigns.position,
        campaigns.kind,
        campaigns.send_time,
        campaigns.policy,
        campaigns.minimum_age,
        campaigns.window_days,
        campaigns.purpose,
        campaigns.needs_consent,
        campaigns.priority,
        campaigns.cooldown_days,
        campaigns.holdout_below,
        campaigns.most_a_night,
        from_base(substr(to_hex(md5(to_utf8(
            'holdout-' || cast(:seed as varchar) || '-' || campaigns.purpose
                || ':' || offered.customer_id
        ))), 1, 13), 16) % 1000000 as holdout_bucket,
        from_base(substr(to_hex(md5(to_utf8(
            'campaign-' || cast(:seed as varchar) || '-' || offered.campaign_id
                || ':' || offered.customer_id
        ))), 1, 13), 16) % 1000000 as campaign_bucket,
        case
            when with_variants.campaign_id is not null
                then from_base(substr(to_hex(md5(to_utf8(
                    'variant-' || cast(:seed as varchar) || '-' || offered.campaign_id
                        || ':' || offered.customer_id
                ))), 1, 13), 16) % 1000000
        end as variant_bucket
    from offered
    inner join campaigns on offered.campaign_id = campaigns.campaign_id
    left join with_variants on offered.campaign_id = with_variants.campaign_id
    left join customer_zones on offered.customer_id = customer_zones.customer_id
    left join send_times
        on customer_zones.zone = send_times.zone
        and campaigns.send_time = send_times.send_time
),

-- All that the decision goes by.
looked_up as (
    select
        candidates.*,
        candidates.was_late
            or (
                candidates.has_waited
                and coalesce(
                    date_diff('day', candidates.send_on, candidates.expires_on)
                        < candidates.window_days,
                    false
                )
            ) as is_late,
        campaign_variants.variant,
        people.is_known,
        people.address_hash,
        campaign_audience.value,
        coalesce(
            substr(campaign_audience.in_audience, candidates.position, 1),
            substr(:without_features, candidates.position, 1)
        ) = '1' as is_in_audience,
        consents.granted
            and coalesce(
                consents.expires_at > coalesce(candidates.send_at, :closes_at), true
            ) as has_consent,
        consents.granted,
        consents.consent_at,
        consents.given_in,
        asked_for.granted
            and coalesce(
                asked_for.expires_at > coalesce(candidates.send_at, :closes_at), true
            ) as has_asked,
        stops.unsubscribed_at,
        stops.has_complained,
        stops.is_alias,
        stops.bounced,
        case candidates.kind
            when 'trigger' then trigger_states.customer_id is not null
            when 'life' then life_dates.first_year <= year(candidates.occasion_on)
                and (
                    candidates.minimum_age is null
                    or life_dates.year + candidates.minimum_age <= year(candidates.occasion_on)
                )
                and (
                    contains(
                        life_dates.days,
                        month(candidates.occasion_on) * 100 + day(candidates.occasion_on)
                    )
                    or (
                        contains(life_dates.days, 229)
                        and (
                            (
                                candidates.policy = 'feb-28'
                                and month(candidates.occasion_on) = 2
                                and day(candidates.occasion_on) = 28
                                and day(last_day_of_month(candidates.occasion_on)) = 28
                            )
                            or (
                                candidates.policy = 'mar-1'
                                and month(candidates.occasion_on) = 3
                                and day(candidates.occasion_on) = 1
                                and day(cast(
                                    candidates.occasion_on - interval '1' day as date
                                )) = 28
                            )
                        )
                    )
                )
            else campaign_days.campaign_id is not null
        end as still_holds,
        sent_before.is_sent,
        sent_before.last_sent_on,
        case
            when candidates.send_on is not null
                then coalesce(cardinality(filter(
                    customer_days.days, sent_on -> sent_on = candidates.send_on
                )), 0)
                    + coalesce(cardinality(filter(
                        address_days.days,
                        sent -> substr(sent, 12) <> candidates.customer_id
                            and cast(substr(sent, 1, 10) as date) = candidates.send_on
                    )), 0)
        end as sent_on_day,
        case
            when candidates.send_on is not null
                then coalesce(cardinality(filter(
                    customer_days.days,
                    sent_on -> sent_on <= candidates.send_on
                        and sent_on > cast(candidates.send_on - interval '7' day as date)
                )), 0)
                    + coalesce(cardinality(filter(
                        address_days.days,
                        sent -> substr(sent, 12) <> candidates.customer_id
                            and cast(substr(sent, 1, 10) as date) <= candidates.send_on
                            and cast(substr(sent, 1, 10) as date)
                                > cast(candidates.send_on - interval '7' day as date)
                    )), 0)
        end as sent_in_week,
        quiet_times.zone is not null as is_quiet
    from candidates
    inner join people on candidates.customer_id = people.customer_id
    left join quiet_times
        on candidates.send_zone = quiet_times.zone
        and candidates.send_at = quiet_times.send_at
    left join campaign_variants
        on candidates.campaign_id = campaign_variants.campaign_id
        and candidates.variant_bucket >= campaign_variants.bucket_from
        and candidates.variant_bucket < campaign_variants.bucket_to
    left join campaign_audience on candidates.customer_id = campaign_audience.customer_id
    left join customer_consents as consents
        on candidates.customer_id = consents.customer_id
        and candidates.purpose = consents.purpose
    left join customer_consents as asked_for
        on candidates.customer_id = asked_for.customer_id
        and 'religious-' || candidates.faith = asked_for.purpose
    left join stops on candidates.customer_id = stops.customer_id
    left join trigger_states
        on candidates.customer_id = trigger_states.customer_id
        and candidates.campaign_id = trigger_states.campaign_id
        and candidates.occurrence = trigger_states.occurrence
    left join campaign_days
        on candidates.campaign_id = campaign_days.campaign_id
        and candidates.occasion = campaign_days.occasion
        and candidates.occurrence = campaign_days.occurrence
        and candidates.occasion_on = campaign_days.occasion_on
    left join life_dates
        on candidates.customer_id = life_dates.customer_id
        and candidates.occasion = life_dates.occasion
    left join sent_before
        on candidates.customer_id = sent_before.customer_id
        and candidates.campaign_id = sent_before.campaign_id
        and candidates.occasion = sent_before.occasion
        and candidates.occurrence = sent_before.occurrence
    left join customer_days on candidates.customer_id = customer_days.customer_id
    left join address_days on people.address_hash = address_days.address_hash
),

-- The first of these that applies decides.
screened as (
    select
        looked_up.*,
        case
            when is_sent then 'already-sent'
            when not is_known then 'gone'
            when coalesce(send_on, :as_of) > expires_on then 'expired'
            when has_waited and not coalesce(still_holds, false) then 'no-longer'
            when not coalesce(is_in_audience, false) then 'not-in-audience'
            when address_hash is null then 'no-address'
            when not granted then 'no-consent'
            when needs_consent and not coalesce(has_consent, false) then 'no-consent'
            when faith is not null and not coalesce(has_asked, false) then 'no-religious-consent'
            when unsubscribed_at is not null
                and not coalesce(has_consent and consent_at > unsubscribed_at, false)
                then 'unsubscribed'
            when has_complained then 'complained'
            when bounced = 'any' or bounced = address_hash then 'bounced'
            when is_alias then 'alias'
            when holdout_bucket < :holdout_below then 'held-out'
            when campaign_bucket < holdout_below then 'held-out-campaign'
            when send_at is null then 'no-send-time'
            when is_quiet then 'quiet-hours'
            when sent_on_day >= :day_cap then 'day-cap'
            when sent_in_week >= :week_cap then 'week-cap'
            when cooldown_days > 0 and date_diff('day', last_sent_on, send_on) < cooldown_days
                then 'cooldown'
        end as obstacle
    from looked_up
),

-- Whom nothing stands in the way of: places among those to one address.
ranked as (
    select
        screened.*,
        row_number() over same_address as address_place,
        first_value(campaign_id) over same_address as first_campaign
    from screened
    window same_address as (
        partition by coalesce(address_hash, customer_id), obstacle is null
        order by
            priority desc, value desc nulls last, expires_on, position,
            occasion, occurrence, customer_id
    )
),

-- And of those that are first there, places within a campaign that may not send to all.
chosen as (
    select
        ranked.*,
        case
            when obstacle is not null then obstacle
            when address_place > 1 then 'another-won'
            when row_number() over (
                partition by
                    campaign_id,
                    case
                        when obstacle is not null or address_place > 1 or most_a_night is null
                            then customer_id
                    end
                order by value desc nulls last, customer_id, occasion, occurrence
            ) > most_a_night then 'night-cap'
        end as reason
    from ranked
),

decided as (
    select
        chosen.*,
        case
            when reason is null then 'send'
            when reason in (
                'no-send-time', 'quiet-hours', 'day-cap', 'week-cap', 'another-won', 'night-cap'
            ) then 'hold'
            else 'skip'
        end as decision,
        case reason
            when 'expired' then 'campaigns.' || campaign_id || '.window'
            when 'not-in-audience' then 'campaigns.' || campaign_id || '.where'
            when 'no-consent' then 'consent.purposes.' || purpose
            when 'no-religious-consent' then 'consent.purposes.religious-' || faith
            when 'held-out' then 'sending.holdout'
            when 'held-out-campaign' then 'campaigns.' || campaign_id || '.holdout'
            when 'no-send-time' then 'campaigns.' || campaign_id || '.sendAt'
            when 'quiet-hours' then 'sending.quiet'
            when 'day-cap' then 'sending.caps.day'
            when 'week-cap' then 'sending.caps.week'
            when 'cooldown' then 'campaigns.' || campaign_id || '.cooldown'
            when 'another-won' then 'campaigns.' || campaign_id || '.priority'
            when 'night-cap' then 'campaigns.' || campaign_id || '.caps.night'
        end as rule
    from chosen
)

select
    customer_id,
    campaign_id,
    occasion,
    occurrence,
    occasion_on,
    faith,
    cast(send_at as timestamp(3)) as send_at,
    send_on,
    send_zone,
    expires_on,
    due_on,
    due_reason,
    is_late,
    decision,
    reason,
    rule,
    variant,
    address_hash,
    purpose,
    priority,
    cast(value as decimal(18,2)) as value,
    cast(consent_at as timestamp(3)) as consent_at,
    given_in as consent_source,
    cast(sent_on_day as bigint) as sent_on_day,
    cast(sent_in_week as bigint) as sent_in_week,
    last_sent_on,
    cast(holdout_bucket as bigint) as holdout_bucket,
    cast(campaign_bucket as bigint) as campaign_bucket,
    case when reason = 'another-won' then first_campaign end as won_by,
    :is_live as is_live
from decided
