-- One row per file and reason, the three commonest of a file: what was not usable, an example.
-- An example is shown only where it cannot tell of a person: an amount or a date by its shape, a
-- word that enough rows share; nothing of the tables that describe people.
with rejects as (
    select
        source,
        file,
        "column",
        reason,
        is_row,
        case
            when table_name in ('customers', 'survey_answers', 'accounts', 'life_events') then null
            else value
        end as value
    from rejects
),

shaped as (
    select
        source,
        file,
        "column",
        reason,
        is_row,
        case
            when "column" in ('total', 'discount', 'refunded', 'quantity', 'unit_price', 'amount')
                and regexp_like(value, '^[0-9   .,''+()€£$¥%-]{1,16}([A-Za-z]{1,3})?$')
                and length(regexp_replace(value, '[^0-9]')) between 1 and 7
                then value
            when "column" in ('ordered_at', 'occurred_at', 'expires_at', 'at', 'date')
                and regexp_like(
                    value,
                    '^[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}([ T][0-9:.+Z]{4,15})?$'
                )
                then value
        end as shape,
        case
            when "column" in ('status', 'currency', 'channel', 'purpose', 'kind', 'granted')
                and regexp_like(value, '^[A-Za-z][A-Za-z _-]{0,29}$')
                then value
        end as word
    from rejects
),

words as (
    select
        source,
        file,
        "column",
        reason,
        is_row,
        word,
        count(*) as rows_with
    from shaped
    where word is not null
    group by source, file, "column", reason, is_row, word
),

common_words as (
    select
        source,
        file,
        "column",
        reason,
        is_row,
        word,
        row_number() over (
            partition by source, file, "column", reason, is_row
            order by rows_with desc, word
        ) as place
    from words
    where rows_with >= :minimum_segment
),

counted as (
    select
        source,
        file,
        "column",
        reason,
        is_row,
        count(*) as times,
        min(shape) as shape
    from shaped
    group by source, file, "column", reason, is_row
),

placed as (
    select
        *,
        row_number() over (
            partition by source, file
            order by times desc, is_row desc, reason, coalesce("column", '')
        ) as place,
        count(*) over (partition by source, file) as reasons
    from counted
),

reasons as (
    select
        placed.source,
        placed.file,
        placed.place,
        case when placed.reasons > 3 then placed.reasons - 3 else 0 end as further,
        placed."column",
        placed.reason,
        placed.is_row,
        placed.times,
        coalesce(placed.shape, common_words.word) as example
    from placed
    left join common_words
        on common_words.source = placed.source
        and common_words.file = placed.file
        and common_words."column" = placed."column"
        and common_words.reason = placed.reason
        and common_words.is_row = placed.is_row
        and common_words.place = 1
    where placed.place <= 3
)

select * from reasons
order by source, file, place
