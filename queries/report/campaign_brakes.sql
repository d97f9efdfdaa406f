-- One row per number beyond its limit, for which the night's emails are held back.
with outbox_brakes as (
    select
        kind,
        id,
        tonight,
        usual_low,
        usual_high,
        most
    from outbox_brakes
),

segment_definitions as (
    select
        segment_id,
        name
    from segment_definitions
),

brakes as (
    select
        outbox_brakes.kind,
        outbox_brakes.id,
        segment_definitions.name,
        outbox_brakes.tonight,
        outbox_brakes.usual_low,
        outbox_brakes.usual_high,
        outbox_brakes.most
    from outbox_brakes
    left join segment_definitions
        on segment_definitions.segment_id = outbox_brakes.id and outbox_brakes.kind = 'segment'
)

select * from brakes
order by kind, id
