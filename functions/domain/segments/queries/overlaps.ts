import { ident } from '../../../platform/sql.ts'
import type { ActiveSegment } from '../active.ts'
import { flag } from './names.ts'

type Member = Pick<ActiveSegment, 'id' | 'position'>

export const A = (segments: readonly Member[]): string => {
  const pairs = segments.flatMap((a) => segments.filter((b) => b.position > a.position).map((b) => `count(case when ${ident(flag(a.id))} and ${ident(flag(b.id))} then 1 end) as c_${a.position}_${b.position}`))
  return `select ${pairs.join(',\n')} from segment_membership`
}
export const B = (segments: readonly Member[]): string => `
with members as (select filter(array[${segments.map(s => `case when ${ident(flag(s.id))} then ${s.position} end`)}], x -> x is not null) as positions from segment_membership),
patterns as (select positions, count(*) as customers from members group by positions)
select u.position, v.position as other, cast(sum(patterns.customers) as bigint) as customers from patterns
cross join unnest(positions) as u(position) cross join unnest(positions) as v(position) where u.position < v.position group by u.position, v.position`
export const C = (segments: readonly Member[]): string => `
with members as (select ${segments.map(s => `case when ${ident(flag(s.id))} then ${2 ** ((s.position - 1) % 30)} else 0 end`).reduce<string[][]>((g, x, i) => { (g[Math.floor(i / 30)] ??= []).push(x); return g }, []).map((g, i) => `${g.join(' + ')} as mask_${i}`)} from segment_membership),
patterns as (select *, count(*) as customers from members group by mask_0, mask_1),
wide as (select customers, ${segments.map(s => `bitwise_and(mask_${Math.floor((s.position - 1) / 30)}, ${2 ** ((s.position - 1) % 30)}) > 0 as ${ident(flag(s.id))}`)} from patterns),
members2 as (select filter(array[${segments.map(s => `case when ${ident(flag(s.id))} then ${s.position} end`)}], x -> x is not null) as positions, customers from wide)
select u.position, v.position as other, cast(sum(members2.customers) as bigint) as customers from members2
cross join unnest(positions) as u(position) cross join unnest(positions) as v(position) where u.position < v.position group by u.position, v.position`
export const D = (segments: readonly Member[]): string => `
with flags as (select ${segments.map(s => `case when ${ident(flag(s.id))} then 1 else 0 end as f_${s.position}`)} from segment_membership)
select ${segments.flatMap((a) => segments.filter((b) => b.position > a.position).map((b) => `cast(sum(f_${a.position} * f_${b.position}) as bigint) as c_${a.position}_${b.position}`))} from flags`
