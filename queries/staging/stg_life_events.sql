-- One row per dated event of a customer’s life.
select
    source,
    id_space,
    file,
    customer_id,
    lower(kind) as kind,
    date
from kept_life_events
