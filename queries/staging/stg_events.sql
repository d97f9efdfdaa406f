-- One row per thing a customer did on the site or in the app.
select
    source,
    id_space,
    file,
    event_id,
    customer_id,
    occurred_at,
    name,
    channel,
    device,
    os,
    app_version,
    properties,
    updated_at,
    occurred_on
from kept_events
