-- One row per customer with an email event.
with seen as (
    select
        identity_map.customer_id,
        stg_email_events.kind,
        date_diff('day', stg_email_events."on", :as_of) as days
    from stg_email_events
    inner join identity_map
        on stg_email_events.id_space = identity_map.id_space
        and stg_email_events.customer_id = identity_map.source_customer_id
    where stg_email_events."at" < :cutoff
)

select
    seen.customer_id,
    count(*) filter (where seen.kind = 'open' and seen.days <= 90) as opens_90d,
    count(*) filter (where seen.kind = 'click' and seen.days <= 90) as clicks_90d,
    cast(coalesce(sum(
        decay.weight * case seen.kind when 'open' then 1 when 'click' then 3 else 0 end
    ), 0) as decimal(38,12)) as mail_points
from seen
left join decay on seen.days = decay.days
group by seen.customer_id
