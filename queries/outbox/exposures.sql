-- One row per email that a live night let go to a customer, in the last 25 months, but for those of
-- which it is known that they were not sent.
with previous_exposures as (
    select
        sent_as,
        address_hash,
        campaign_id,
        occasion,
        occurrence,
        occasion_on,
        variant,
        purpose,
        send_at,
        send_on,
        decided_on
    from previous_exposures
    where send_on >= :oldest_kept
),

-- What a night held back did not go out, unless somebody let it go.
previous_outbox as (
    select
        customer_id as sent_as,
        address_hash,
        campaign_id,
        occasion,
        occurrence,
        occasion_on,
        variant,
        purpose,
        send_at,
        send_on,
        :previous_on as decided_on
    from previous_outbox
    where decision = 'send'
        and is_live
        and (
            not exists (select 1 from previous_outbox_brakes)
            or exists (select 1 from releases)
        )
),

gone_out as (
    select * from previous_exposures
    union all
    select * from previous_outbox
),

-- Who is joined to somebody brings along what they were sent, and parted again takes it back.
mapped as (
    select
        coalesce(customer_aliases.customer_id, gone_out.sent_as) as customer_id,
        gone_out.sent_as,
        gone_out.address_hash,
        gone_out.campaign_id,
        gone_out.occasion,
        gone_out.occurrence,
        gone_out.occasion_on,
        gone_out.variant,
        gone_out.purpose,
        gone_out.send_at,
        gone_out.send_on,
        gone_out.decided_on
    from gone_out
    left join customer_aliases on gone_out.sent_as = customer_aliases.alias_id
),

message_outcomes as (
    select
        customer_id,
        campaign_id,
        variant,
        occasion,
        occurrence,
        purpose,
        decided_on,
        status in ('failed', 'skipped', 'refused') as is_unsent,
        "at",
        sent_on
    from message_outcomes
    where customer_id is not null
),

-- What deliver says it did not send, and no other word says it did.
unsent as (
    select
        customer_id,
        campaign_id,
        occasion,
        occurrence,
        decided_on
    from message_outcomes
    group by customer_id, campaign_id, occasion, occurrence, decided_on
    having bool_and(is_unsent)
),

-- Deliver goes on with a night for a week.
lately as (
    select
        customer_id,
        campaign_id,
        occasion,
        occurrence
    from mapped
    where decided_on >= cast(:previous_on - interval '9' day as date)
    group by customer_id, campaign_id, occasion, occurrence
),

-- What went out before its date was decided once more, and is in no outbox in force.
besides as (
    select
        message_outcomes.customer_id,
        message_outcomes.customer_id as sent_as,
        cast(null as varchar) as address_hash,
        message_outcomes.campaign_id,
        message_outcomes.occasion,
        message_outcomes.occurrence,
        cast(null as date) as occasion_on,
        message_outcomes.variant,
        message_outcomes.purpose,
        message_outcomes."at" as send_at,
        coalesce(
            message_outcomes.sent_on, cast(message_outcomes."at" as date)
        ) as send_on,
        message_outcomes.decided_on
    from message_outcomes
    left join lately
        on lately.customer_id = message_outcomes.customer_id
        and lately.campaign_id = message_outcomes.campaign_id
        and lately.occasion = message_outcomes.occasion
        and lately.occurrence = message_outcomes.occurrence
    where not message_outcomes.is_unsent
        and message_outcomes.decided_on >= cast(:previous_on - interval '9' day as date)
        and lately.customer_id is null
),

sent as (
    select mapped.*
    from mapped
    left join unsent
        on unsent.customer_id = mapped.customer_id
        and unsent.campaign_id = mapped.campaign_id
        and unsent.occasion = mapped.occasion
        and unsent.occurrence = mapped.occurrence
        and unsent.decided_on = mapped.decided_on
    where unsent.customer_id is null
    union all
    select * from besides
),

-- The erased leave with what was theirs; who is only missing tonight does not.
known as (
    select sent.*
    from sent
    where exists (
        select 1
        from identity_map
        where identity_map.customer_id = sent.customer_id
    )
)

select * from known
