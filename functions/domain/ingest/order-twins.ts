/**
 * Orders that two sources have, as a shop and its payment provider do. A twin is found by its number; by its amount,
 * currency and time where no number names it. Each order has one twin at most by amount: of two payments and one
 * order of the same amount, one is a twin.
 */
import { ident, literal } from '../../platform/sql.ts'
import type { RawSource } from './raw-source.ts'

/** Two sources of orders: what `source` has of the orders of `of` is there twice. */
export interface Pair {
  readonly source: string
  readonly of: string
  readonly by: readonly ('order' | 'amount')[]
  readonly hours: number
  /** Whether config says so: then its twins are left out. */
  readonly isRule: boolean
}

type Given = Pick<RawSource, 'name' | 'config'>

/** The pairs that config says, and those of which it says nothing: the source listed later may repeat the earlier. */
export function pairsOf(sources: readonly Given[]): readonly Pair[] {
  const feeding = sources.filter(({ config }) => config.tables.orders)
  const ruleOf = ({ config }: Given) => config.tables.orders?.repeats
  const ruled = feeding.flatMap((one): readonly Pair[] => {
    const rule = ruleOf(one)
    return rule ? [{ source: one.name, ...rule, isRule: true }] : []
  })
  const isSaid = (one: string, other: string) =>
    ruled.some(({ source, of }) => source === one && of === other)
  const open = feeding.flatMap((one, i) =>
    feeding
      .slice(0, i)
      .filter(({ name }) => !isSaid(one.name, name) && !isSaid(name, one.name))
      .map(({ name }) => ({
        source: one.name,
        of: name,
        by: ['order', 'amount'] as const,
        hours: 6,
        isRule: false,
        isOwn: ruleOf(one) === false,
      })),
  )
  return [...ruled, ...open.filter(({ isOwn }) => !isOwn).map(({ isOwn: _, ...pair }) => pair)]
}

/** `order_twins` from `kept`, the name of the orders to look at. */
export const twinsQuery = (pairs: readonly Pair[], kept: string): string =>
  pairs.map((pair) => `select * from (\n${pairQuery(pair, kept)}\n) as twins`).join('\nunion all\n')

/** `kept` without the orders, or lines of orders, that config says are another source’s. */
export const withoutTwins = (kept: string): string => `select kept.* from (
${kept}
) as kept
where not exists (
    select 1 from order_twins
    where order_twins.is_dropped
        and order_twins.id_space = kept.id_space
        and order_twins.order_id = kept.order_id
)`

/** A number that a payment tells of its order may be told long after it. */
const daysByNumber = 30

function pairQuery({ source, of, by, hours, isRule }: Pair, kept: string): string {
  const byNumber = by.includes('order')
  const passes = by.includes('amount')
    ? [
        { keys: ['email'], seconds: hours * 3600 },
        { keys: [], seconds: 120 },
        { keys: [], seconds: hours * 3600 },
      ]
    : []
  const looked = passes.reduce(
    (from, pass) => passQuery(from, pass, hours),
    `select * from ${byNumber ? 'numbered' : 'events'}`,
  )
  return `with events as (
    select
        case when source = ${literal(source)} then 'b' else 'a' end as side,
        id_space, order_id, ${bare('order_id')} as number, ${bare('reference')} as reference,
        ordered_at, total, upper(coalesce(currency, :currency)) as currency,
        case when customer_id like '%@%' then lower(customer_id) end as email,
        case coalesce(status, 'paid')
            when 'cancelled' then false
            when 'pending' then source <> ${literal(source)}
            else true
        end and total > 0 as is_charged,
        cast(null as varchar) as twin_id,
        cast(null as varchar) as found_by
    from ${ident(kept)}
    where source in (${literal(source)}, ${literal(of)})
),
${byNumber ? numberedCtes : ''}
looked as (
    ${looked}
)

select
    ${literal(source)} as source, id_space, order_id, ${literal(of)} as twin_source,
    twin_id as twin_order_id, found_by, ${isRule} as is_dropped
from looked
where side = 'b' and twin_id is not null`
}

const bare = (column: string) => `lower(regexp_replace(${column}, '^#', ''))`

/** Orders with the twin whose number a payment says; an order that a payment says is taken. */
const numberedCtes = `
numbers as (
    select number, order_id, ordered_at from events where side = 'a'
    union
    select reference as number, order_id, ordered_at from events
    where side = 'a' and reference is not null
),

named as (
    select events.id_space, events.order_id, max(numbers.order_id) as twin_id
    from events
    inner join numbers
        on numbers.number = coalesce(events.reference, events.number)
        and abs(date_diff('day', numbers.ordered_at, events.ordered_at)) <= ${daysByNumber}
    where events.side = 'b'
    group by events.id_space, events.order_id
),

taken as (
    select twin_id from named group by twin_id
),

numbered as (
    select
        events.side, events.id_space, events.order_id, events.number, events.reference,
        events.ordered_at, events.total, events.currency, events.email, events.is_charged,
        case
            when events.side = 'b' then named.twin_id
            when taken.twin_id is not null then events.order_id
        end as twin_id,
        case when events.side = 'b' and named.twin_id is not null then 'order' end as found_by
    from events
    left join named
        on events.side = 'b'
        and named.id_space = events.id_space
        and named.order_id = events.order_id
    left join taken on events.side = 'a' and taken.twin_id = events.order_id
),
`

interface Pass {
  readonly keys: readonly string[]
  /** A longer gap between orders of one amount ends a group of them. */
  readonly seconds: number
}

/**
 * One more look at those without a twin. Orders of one amount that follow each other closely are a group; in a group the
 * first order is the twin of the first payment, and so on.
 */
function passQuery(from: string, { keys, seconds }: Pass, hours: number): string {
  const open = ['twin_id is null and is_charged', 'currency', 'total', ...keys].join(', ')
  const other = (column: string, side: 'a' | 'b') =>
    `max(case when side = '${side}' then ${column} end) over pairs`
  const fits = [
    'twin_id is null and is_charged',
    `abs(date_diff('second', at_a, at_b)) <= ${hours * 3600}`,
    'coalesce(email_a = email_b, true)',
    ...keys.map((key) => `${key} is not null`),
  ]
  const columns =
    'side, id_space, order_id, number, reference, ordered_at, total, currency, email, is_charged'
  return `select ${columns},
        case when ${fits.join(' and ')} then id_a else twin_id end as twin_id,
        case when ${fits.join(' and ')} then 'amount' else found_by end as found_by
    from (
        select *,
            ${other('order_id', 'a')} as id_a,
            ${other('ordered_at', 'a')} as at_a,
            ${other('ordered_at', 'b')} as at_b,
            ${other('email', 'a')} as email_a,
            ${other('email', 'b')} as email_b
        from (
            select *, row_number() over (
                partition by ${open}, run, side order by ordered_at, id_space, order_id
            ) as place
            from (
                select *, sum(is_apart) over (
                    partition by ${open} order by ordered_at, side, id_space, order_id
                    rows unbounded preceding
                ) as run
                from (
                    select *, case
                        when date_diff('second', lag(ordered_at) over (
                            partition by ${open} order by ordered_at, side, id_space, order_id
                        ), ordered_at) <= ${seconds} then 0 else 1
                    end as is_apart
                    from (${from}) as given
                ) as gaps
            ) as runs
        ) as places
        window pairs as (partition by ${open}, run, place)
    ) as paired`
}
