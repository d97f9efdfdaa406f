-- One row per line of the outbox that deliver was done with, in the last 14 months.
with previous_stg_sends as (
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
    from previous_stg_sends
    where "at" >= :oldest_kept
),

new_sends as (
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
    from new_sends
),

-- A file may be read twice where the night before has lost its notes.
all_sends as (
    select * from previous_stg_sends
    union
    select * from new_sends
)

select * from all_sends
