-- One row per thing that became of an email.
select
    source,
    id_space,
    file,
    message_id,
    customer_id,
    "at",
    lower(kind) as kind,
    "on"
from kept_email_events
