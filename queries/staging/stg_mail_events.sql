-- One row per thing that the mail service said of a message, in the last 14 months.
with previous_stg_mail_events as (
    select
        message_id,
        kind,
        "at",
        "on"
    from previous_stg_mail_events
    where "at" >= :oldest_kept
),

new_mail_events as (
    select
        message_id,
        kind,
        "at",
        "on"
    from new_mail_events
),

all_events as (
    select * from previous_stg_mail_events
    union all
    select * from new_mail_events
),

-- Events of the day before are read again, and some come twice. The company's zone, and with it the
-- day, may have changed since.
events as (
    select
        message_id,
        kind,
        "at",
        min("on") as "on"
    from all_events
    group by message_id, kind, "at"
)

select * from events
