-- One row per profile: one customer as one source knows it.
select
    source,
    id_space,
    file,
    customer_id,
    lower(email) as email,
    email_verified,
    phone,
    first_name,
    last_name,
    birth_date,
    lower(gender) as gender,
    case when length(country) = 2 then upper(country) else country end as country,
    region,
    city,
    timezone,
    lower(language) as language,
    signed_up_at,
    account_id,
    updated_at,
    signed_up_on
    -- attributes
from kept_customers
