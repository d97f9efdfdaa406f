/** The tables that the report reads, filled for a made-up shop: a history of orders, and nights before tonight. */
import type { Engine } from '../../../functions/platform/local/engine.ts'
import { emptySql, ident } from '../../../functions/platform/sql.ts'
import { typesOf } from '../types-of.ts'
import { type FixtureCampaigns, fillCampaigns } from './campaigns.ts'
import { featuresSql, membersSql } from './nights.ts'
import { ordersSql, peopleSql, type Shop } from './orders.ts'
import { fillPeople } from './people.ts'
import { fillQuality } from './quality.ts'
import { fixtureSegments } from './segments.ts'
import { type FixtureRung, fillValues, pastValues, turnValues } from './value.ts'

export interface ReportFixture extends Shop {
  /** Nights before tonight; 0 makes tonight the first. */
  readonly nights: number
  /** What values come from; the model as a rule. */
  readonly rung?: FixtureRung
  /** What its campaigns plan; a shop without campaigns when absent. */
  readonly campaigns?: FixtureCampaigns
}

/** Tables that the report's queries read; the report builds the others itself. */
const stored = [
  ...['int_orders', 'int_customer_days', 'customer_features', 'customer_rfm', 'rfm_names'],
  ...['segment_definitions', 'segment_flows', 'segment_changes', 'segment_overlaps'],
  ...['customer_segments', 'source_quality', 'rejects', 'check_results'],
  ...['past_segment_definitions', 'past_segment_flows', 'past_night_figures'],
  ...[
    'value_cuts',
    'value_card',
    'value_model',
    'value_backtest',
    'value_calibration',
    'tier_flows',
  ],
  ...['past_value_cuts', 'past_tier_flows'],
  ...['campaign_results', 'past_campaign_results', 'outbox_brakes', 'quarantined_dates'],
  ...['message_outcomes', 'opens_known', 'releases'],
  ...['identity_map', 'identity_links', 'identity_cuts', 'customers', 'customer_aliases'],
]

/** Fills an engine with a shop and its nights. Takes about a tenth of a second a night. */
export async function fillReport(engine: Engine, fixture: ReportFixture): Promise<void> {
  const { asOf, nights, rung = 'model', campaigns = 'none' } = fixture
  for (const table of stored) {
    await engine.run(`create table ${ident(table)} as ${emptySql(typesOf(table) ?? [])}`)
  }
  await engine.run(`create table people as ${peopleSql(fixture)}`)
  await engine.run(`insert into int_orders by name ${ordersSql(fixture)}`)
  for (let back = nights; back > 0; back -= 1) await fillPast(engine, before(asOf, back), rung)
  await fillTonight(engine, asOf, rung, nights > 0)
  await fillQuality(engine)
  const past = Array.from({ length: nights }, (_, i) => before(asOf, i + 1))
  await fillCampaigns(engine, campaigns, past)
  await fillPeople(engine, asOf)
}

/** The date some days before another. */
export const before = (date: string, days: number): string =>
  new Date(Date.parse(date) - days * 86_400_000).toISOString().slice(0, 10)

async function fillPast(engine: Engine, asOf: string, rung: FixtureRung) {
  await turn(engine, asOf, rung)
  await pastValues(engine, asOf)
  await engine.run(`
    insert into past_segment_definitions by name
      select date '${asOf}' as as_of, * from (${definitionsSql(false)});
    insert into past_segment_flows by name
      select date '${asOf}' as as_of, * from (${flowsSql}) where exists (select 1 from last_members);
    insert into past_night_figures by name
      select date '${asOf}' as as_of, ${figures} from features`)
}

async function fillTonight(engine: Engine, asOf: string, rung: FixtureRung, hasPast: boolean) {
  await turn(engine, asOf, rung)
  await fillValues(engine, rung)
  await engine.run(`
    insert into customer_features by name select * exclude
      (purchase_days, last_gap_days, orders, r, f, m, age_band, days_since_first_order,
       days_since_order, first_order_on, last_order_on, average_order, year_end_rate) from features;
    insert into int_customer_days by name
      select customer_id, purchase_days, first_order_on, last_order_on from features;
    insert into customer_rfm by name
      select customer_id, r_score, f_score, m_score, rfm_code, rfm_segment from features;
    insert into rfm_names by name
      select distinct r_score || '' || f_score || '' || m_score as rfm_code, rfm_segment from features;
    insert into segment_definitions by name ${definitionsSql(!hasPast)};
    insert into customer_segments by name
      select customer_id, segment_id, date '${asOf}' as entered_on from members;
    insert into segment_overlaps by name
      select a.segment_id, b.segment_id as other_id, count(*) as customers,
        1e0 * count(*) / (any_value(s.customers) + any_value(t.customers) - count(*)) as share
      from members as a join members as b on a.customer_id = b.customer_id and a.segment_id < b.segment_id
        join segment_definitions as s on s.segment_id = a.segment_id
        join segment_definitions as t on t.segment_id = b.segment_id
      group by a.segment_id, b.segment_id`)
  if (!hasPast) return
  await engine.run(`
    insert into segment_flows by name ${flowsSql};
    insert into segment_changes by name select * from (${changesSql})`)
}

/** Moves the fixture to a night: \`features\`, \`members\`, and the members of the night before. */
async function turn(engine: Engine, asOf: string, rung: FixtureRung) {
  await engine.run(`create table if not exists members (customer_id varchar, segment_id varchar, net_spend_365d decimal(18,2));
    create or replace table last_members as select * from members;
    create or replace table features as ${featuresSql(asOf)};
    create or replace table members as ${membersSql('features')}`)
  await turnValues(engine, rung)
}

const figures = `count(*) as customers, count(*) filter (where orders_365d > 0) as buyers_365d,
  count(*) filter (where orders_prior_365d > 0) as buyers_prior_365d, sum(net_spend_365d) as net_spend_365d`

const listed = fixtureSegments
  .map(
    ({ id, name, kind, strategy, rule }, i) =>
      `('${id}', ${i + 1}, '${name}', '${kind}', '${strategy}', '${rule}', 'hash of ${id}')`,
  )
  .join(', ')

const definitionsSql = (isBaseline: boolean) => `
  with totals as (select count(*) as customers, sum(net_spend_365d) as spend from features)
  select s.*, 'config' as origin, ${isBaseline} as is_baseline,
    count(m.customer_id) as customers,
    1e0 * count(m.customer_id) / nullif(any_value(totals.customers), 0) as customer_share,
    coalesce(sum(m.net_spend_365d), 0) as net_spend_365d,
    coalesce(sum(m.net_spend_365d), 0) / nullif(any_value(totals.spend), 0) as revenue_share,
    coalesce(sum(f.orders_365d), 0) as orders_365d,
    sum(m.net_spend_365d) / nullif(sum(f.orders_365d), 0) as average_order,
    case when count(m.customer_id) = 0 then 'empty'
      when count(m.customer_id) = any_value(totals.customers) then 'everyone' end as flag
  from (values ${listed}) as s(segment_id, position, name, kind, strategy, rule, rule_hash)
    cross join totals
    left join members as m on m.segment_id = s.segment_id
    left join features as f on f.customer_id = m.customer_id
  group by all`

const changesSql = `
  select coalesce(m.customer_id, l.customer_id) as customer_id, coalesce(m.segment_id, l.segment_id) as segment_id,
    case when l.customer_id is null then 'entered' else 'left' end as change,
    coalesce(m.net_spend_365d, l.net_spend_365d) as net_spend_365d
  from members as m full join last_members as l
    on l.customer_id = m.customer_id and l.segment_id = m.segment_id
  where l.customer_id is null or m.customer_id is null`

const flowsSql = `
  select s.segment_id, count(*) filter (where change = 'entered') as entered,
    count(*) filter (where change = 'left') as left_count,
    coalesce(sum(net_spend_365d) filter (where change = 'entered'), 0) as entered_spend,
    coalesce(sum(net_spend_365d) filter (where change = 'left'), 0) as left_spend
  from (values ${fixtureSegments.map(({ id }) => `('${id}')`).join(', ')}) as s(segment_id)
    left join (${changesSql}) as c on c.segment_id = s.segment_id
  group by s.segment_id`
