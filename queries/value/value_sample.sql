-- One row: what there is to learn from, and the buckets of customers that make at most so many
-- groups of each kind.
with int_value_histories as (
    select
        sample_bucket,
        repeat_days,
        last_purchase_days,
        age_days,
        first_spend,
        repeat_spend,
        past_repeat_days,
        past_last_purchase_days,
        past_age_days,
        later_days,
        soon_days
    from int_value_histories
),

previous_value_card as (
    select model
    from previous_value_card
),

-- A group is in the sample as soon as its smallest bucket is.
history_groups as (
    select min(sample_bucket) as sample_bucket
    from int_value_histories
    group by repeat_days, last_purchase_days, age_days
),

past_groups as (
    select min(sample_bucket) as sample_bucket
    from int_value_histories
    where past_repeat_days is not null
    group by past_repeat_days, past_last_purchase_days, past_age_days, later_days, soon_days
),

spend_groups as (
    select min(sample_bucket) as sample_bucket
    from int_value_histories
    where repeat_days > 0
    group by repeat_days, repeat_spend
),

groups as (
    select
        'history' as kind,
        sample_bucket
    from history_groups
    union all
    select
        'past' as kind,
        sample_bucket
    from past_groups
    union all
    select
        'spend' as kind,
        sample_bucket
    from spend_groups
),

bucket_groups as (
    select
        kind,
        sample_bucket,
        count(*) as groups
    from groups
    group by kind, sample_bucket
),

running as (
    select
        kind,
        sample_bucket,
        sum(groups) over (partition by kind order by sample_bucket) as groups
    from bucket_groups
),

sampled as (
    select
        min(case when kind = 'history' and groups > :most_histories then sample_bucket end)
            as history_buckets,
        min(case when kind = 'past' and groups > :most_past then sample_bucket end)
            as past_buckets,
        min(case when kind = 'spend' and groups > :most_spends then sample_bucket end)
            as spend_buckets
    from running
),

evidence as (
    select
        count(*) as customers,
        count(case when repeat_days > 0 then 1 end) as repeat_customers,
        cast(coalesce(sum(repeat_days), 0) as bigint) as repeat_days,
        cast(coalesce(sum(last_purchase_days), 0) as bigint) as repeat_time,
        cast(coalesce(sum(case when repeat_days > 0 then age_days end), 0) as bigint)
            as repeaters_time,
        coalesce(max(age_days), 0) as history_days,
        count(case when repeat_days > 0 and repeat_spend <= 0 then 1 end) as unspent,
        cast(coalesce(sum(repeat_spend), 0) as decimal(18, 4)) as repeat_spend,
        cast(coalesce(sum(first_spend), 0) as decimal(18, 4)) as first_spend
    from int_value_histories
),

last_night as (
    select max(model) as previous_model
    from previous_value_card
),

lessons as (
    select
        evidence.*,
        coalesce(greatest(sampled.history_buckets, 1), 10000) as history_buckets,
        coalesce(greatest(sampled.past_buckets, 1), 10000) as past_buckets,
        coalesce(greatest(sampled.spend_buckets, 1), 10000) as spend_buckets,
        last_night.previous_model
    from evidence
    cross join sampled
    cross join last_night
)

select * from lessons
