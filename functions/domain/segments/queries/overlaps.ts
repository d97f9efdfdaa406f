import { ident } from '../../../platform/sql.ts'
import type { ActiveSegment } from '../active.ts'
import { flag } from './names.ts'

type Member = Pick<ActiveSegment, 'id' | 'position'>

export const B = (segments: readonly Member[]): string => `
with members as (select filter(array[${segments.map(s => `case when ${ident(flag(s.id))} then ${s.position} end`)}], x -> x is not null) as positions from segment_membership),
patterns as (select positions, count(*) as customers from members group by positions)
select u.position, v.position as other, cast(sum(patterns.customers) as bigint) as customers from patterns
cross join unnest(positions) as u(position) cross join unnest(positions) as v(position) where u.position < v.position group by u.position, v.position`

export const B2 = (segments: readonly Member[]): string => `
with members as (select filter(array[${segments.map(s => `case when ${ident(flag(s.id))} then ${s.position} end`)}], x -> x is not null) as positions from segment_membership)
select u.position, v.position as other, count(*) as customers from members
cross join unnest(positions) as u(position) cross join unnest(positions) as v(position) where u.position < v.position group by u.position, v.position`

export const B3 = (segments: readonly Member[]): string => `
with members as (select filter(array[${segments.map(s => `case when ${ident(flag(s.id))} then ${s.position} end`)}], x -> x is not null) as positions from segment_membership),
firsts as (select u.position, members.positions from members cross join unnest(members.positions) as u(position)),
pairs as (select firsts.position, v.position as other from firsts cross join unnest(filter(firsts.positions, x -> x > firsts.position)) as v(position))
select pairs.position, pairs.other, count(*) as customers from pairs group by pairs.position, pairs.other`
