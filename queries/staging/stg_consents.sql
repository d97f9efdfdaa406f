-- One row per time a customer gave or withdrew a consent.
select
    source,
    id_space,
    file,
    customer_id,
    lower(purpose) as purpose,
    lower(channel) as channel,
    granted,
    "at",
    expires_at,
    given_in,
    "on"
from kept_consents
