-- One row: how many rows of consents there are, and a sha256 over all of them in any order.
-- Each column is its length and its text, or - where it is null; instants are milliseconds. The
-- hashes of the rows, sorted, are hashed in 4096 parts by their first three digits, and the parts,
-- in order, again.
with stg_consents as (
    select
        id_space,
        customer_id,
        purpose,
        channel,
        case when granted then 'yes' else 'no' end as granted,
        cast(cast(round(to_unixtime("at") * 1e3) as bigint) as varchar) as at_ms,
        cast(cast(round(to_unixtime(expires_at) * 1e3) as bigint) as varchar) as expires_ms,
        given_in
    from stg_consents
),

hashed as (
    select
        lower(to_hex(sha256(to_utf8(
            coalesce(cast(length(id_space) as varchar) || ':' || id_space, '-')
            || coalesce(cast(length(customer_id) as varchar) || ':' || customer_id, '-')
            || coalesce(cast(length(purpose) as varchar) || ':' || purpose, '-')
            || coalesce(cast(length(channel) as varchar) || ':' || channel, '-')
            || cast(length(granted) as varchar) || ':' || granted
            || coalesce(cast(length(at_ms) as varchar) || ':' || at_ms, '-')
            || coalesce(cast(length(expires_ms) as varchar) || ':' || expires_ms, '-')
            || coalesce(cast(length(given_in) as varchar) || ':' || given_in, '-')
        )))) as row_hash
    from stg_consents
),

parts as (
    select
        substr(row_hash, 1, 3) as part,
        count(*) as events,
        lower(to_hex(sha256(to_utf8(
            array_join(array_agg(row_hash order by row_hash), '')
        )))) as part_hash
    from hashed
    group by substr(row_hash, 1, 3)
),

summed as (
    select
        cast(coalesce(sum(events), 0) as bigint) as events,
        lower(to_hex(sha256(to_utf8(
            coalesce(array_join(array_agg(part_hash order by part), ''), '')
        )))) as rows_sha256
    from parts
)

select * from summed
