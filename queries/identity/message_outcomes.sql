-- One row per message that deliver was done with in the last 14 months: what came of it.
with stg_sends as (
    select
        message_id,
        subject,
        campaign_id,
        variant,
        occasion,
        occurrence,
        purpose,
        decided_on,
        status,
        reason,
        "at",
        "on",
        file
    from stg_sends
    where message_id is not null
),

stg_mail_events as (
    select
        message_id,
        kind
    from stg_mail_events
),

uncertain_sends as (
    select
        message_id,
        status
    from uncertain_sends
),

subjects as (
    select
        subject,
        customer_id
    from subjects
),

withdrawals as (
    select
        who as subject,
        purpose,
        "at" as withdrawn_at
    from ledger_people
    where kind = 'withdrawn'
),

-- Offered again, or decided by a second attempt at its night, a message is in several files: sent
-- is sent, else the last word counts.
ranked as (
    select
        stg_sends.*,
        row_number() over (
            partition by message_id
            order by
                case when status = 'sent' then 0 else 1 end,
                "at" desc,
                decided_on desc,
                file desc,
                status
        ) as place
    from stg_sends
),

messages as (
    select
        ranked.*,
        subjects.customer_id
    from ranked
    left join subjects on subjects.subject = ranked.subject
    where ranked.place = 1
),

events as (
    select
        message_id,
        bool_or(kind <> 'reject') as is_taken,
        bool_or(kind = 'reject') as is_rejected,
        bool_or(kind in ('delivery', 'open', 'click')) as is_delivered,
        bool_or(kind in ('open', 'click')) as is_opened,
        bool_or(kind = 'click') as is_clicked,
        bool_or(kind = 'bounce') as is_bounced,
        bool_or(kind = 'complaint') as is_complained
    from stg_mail_events
    group by message_id
),

-- Who knows anything of a message has had it.
settled as (
    select
        messages.message_id,
        messages.subject,
        messages.customer_id,
        messages.campaign_id,
        messages.variant,
        messages.occasion,
        messages.occurrence,
        messages.purpose,
        messages.decided_on,
        case
            when messages.status = 'sent' or coalesce(events.is_taken, false) then 'sent'
            when messages.status = 'uncertain' and coalesce(events.is_rejected, false) then 'failed'
            when messages.status = 'uncertain'
                then coalesce(uncertain_sends.status, messages.status)
            else messages.status
        end as status,
        messages.reason,
        messages."at",
        messages."on",
        coalesce(events.is_delivered, false) as is_delivered,
        coalesce(events.is_opened, false) as is_opened,
        coalesce(events.is_clicked, false) as is_clicked,
        coalesce(events.is_bounced, false) as is_bounced,
        coalesce(events.is_complained, false) as is_complained
    from messages
    left join events on events.message_id = messages.message_id
    left join uncertain_sends on uncertain_sends.message_id = messages.message_id
),

-- A link says what for, and not in which message it was: the last one before is taken for it, one
-- also of who stops all purposes at once.
before_withdrawals as (
    select
        settled.message_id,
        row_number() over (
            partition by withdrawals.subject, withdrawals.withdrawn_at
            order by settled."at" desc, settled.message_id
        ) as place
    from withdrawals
    inner join settled
        on settled.subject = withdrawals.subject
        and settled.purpose = withdrawals.purpose
    where settled.status = 'sent'
        and settled."at" <= withdrawals.withdrawn_at
        and date_diff('second', settled."at", withdrawals.withdrawn_at) <= 604800
),

unsubscribed as (
    select message_id
    from before_withdrawals
    where place = 1
    group by message_id
),

outcomes as (
    select
        settled.message_id,
        settled.customer_id,
        settled.campaign_id,
        settled.variant,
        settled.occasion,
        settled.occurrence,
        settled.purpose,
        settled.decided_on,
        settled.status,
        case when settled.status <> 'sent' then settled.reason end as reason,
        settled."at",
        case when settled.status = 'sent' then settled."on" end as sent_on,
        settled.is_delivered,
        settled.is_opened,
        settled.is_clicked,
        settled.is_bounced,
        settled.is_complained,
        unsubscribed.message_id is not null as is_unsubscribed
    from settled
    left join unsubscribed on unsubscribed.message_id = settled.message_id
)

select * from outcomes
