-- One row per customer and purpose: the last word on it, in the shop's files or by a link of ours.
-- Of two at one instant the no, and of two that say yes the one that ends first.
with stg_consents as (
    select
        id_space,
        customer_id as source_customer_id,
        trim(purpose) as purpose,
        granted,
        "at",
        expires_at,
        given_in
    from stg_consents
    where "at" < :cutoff
        and (
            coalesce(trim(channel), '') in ('', 'email')
            or trim(purpose) = 'profiling'
            or trim(purpose) like 'religious-%'
        )
),

identity_map as (
    select
        id_space,
        source_customer_id,
        customer_id
    from identity_map
),

subjects as (
    select
        subject,
        customer_id
    from subjects
),

-- What is said to us holds from that moment: the cut-off is for what the shop tells of days.
ledger_people as (
    select
        who,
        purpose,
        kind = 'granted' as granted,
        "at"
    from ledger_people
    where kind in ('granted', 'withdrawn')
        and purpose is not null
),

said as (
    select
        identity_map.customer_id,
        stg_consents.purpose,
        stg_consents.granted,
        stg_consents."at",
        stg_consents.expires_at,
        stg_consents.given_in
    from stg_consents
    inner join identity_map
        on identity_map.id_space = stg_consents.id_space
        and identity_map.source_customer_id = stg_consents.source_customer_id
    union all
    select
        subjects.customer_id,
        ledger_people.purpose,
        ledger_people.granted,
        ledger_people."at",
        cast(null as timestamp(3)) as expires_at,
        'link' as given_in
    from ledger_people
    inner join subjects on subjects.subject = ledger_people.who
),

ranked as (
    select
        said.*,
        row_number() over (
            partition by customer_id, purpose
            order by
                "at" desc,
                case when granted then 1 else 0 end,
                expires_at nulls last,
                given_in nulls last
        ) as place
    from said
)

select
    customer_id,
    purpose,
    granted,
    "at",
    expires_at,
    given_in
from ranked
where place = 1
