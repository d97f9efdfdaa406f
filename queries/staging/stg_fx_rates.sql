-- One row per currency and day: what one unit is worth in the company’s currency.
select
    source,
    id_space,
    file,
    date,
    upper(currency) as currency,
    rate,
    updated_at
from kept_fx_rates
