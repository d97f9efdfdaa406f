-- One row per company account.
select
    source,
    id_space,
    file,
    account_id,
    industry,
    employees,
    revenue,
    case when length(country) = 2 then upper(country) else country end as country,
    growth_stage,
    technologies,
    updated_at
from kept_accounts
