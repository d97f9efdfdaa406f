/** Made-up values of the fixture's customers: what the report reads of the stages `value` and `history`. */
import type { Engine } from '../../../functions/platform/local/engine.ts'
import { queryText } from '../../../functions/queries.ts'

export type FixtureRung = 'model' | 'cohort' | 'history'

/** Moves \`customer_value\` to the night of \`features\`, and what it was to \`previous_customer_value\`. */
export const turnValues = (engine: Engine, rung: FixtureRung): Promise<void> =>
  engine.run(`create table if not exists customer_value as ${valuesSql(rung)} limit 0;
    create or replace table previous_customer_value as select * from customer_value;
    create or replace table customer_value as ${valuesSql(rung)};
    create or replace table cuts_tonight as
      select '${rung === 'history' ? 'net_spend' : 'clv'}' as measure,
        min(worth) filter (where clv_tier = 'high') as high,
        min(worth) filter (where clv_tier = 'medium') as medium, 0.05 as band
      from customer_value`)

/** The journals of a night that is past. */
export const pastValues = (engine: Engine, asOf: string): Promise<void> =>
  engine.run(`
    insert into past_value_cuts by name select date '${asOf}' as as_of, * from cuts_tonight;
    insert into past_tier_flows by name
      select date '${asOf}' as as_of, * from (${queryText('tier_flows')})`)

/** What the stages left for tonight. */
export async function fillValues(engine: Engine, rung: FixtureRung): Promise<void> {
  await engine.run(`insert into value_cuts by name select * from cuts_tonight;
    insert into tier_flows by name ${queryText('tier_flows')};
    insert into value_card by name
      select card.*, (select count(*) from customer_value) as customers,
        (select count(*) from customer_value where repeat_days > 0) as repeat_customers
      from (${cards[rung]}) as card`)
  if (rung === 'model') await engine.run(tested)
}

const valuesSql = (rung: FixtureRung) => `
  with rates as (
    select *, greatest(0.02, least(0.98, 1 - exp(-days_since_order / 120.0) * 0.9)) as churn from features
  ),
  worths as (
    select *, purchase_days * 365.0 / (days_since_first_order + 90) * (1 - churn) as purchases from rates
  ),
  valued as (
    select *, cast(${rung === 'history' ? 'net_spend' : 'purchases * average_order'} as decimal(18, 2)) as worth
    from worths
  ),
  running as (
    select *, sum(worth) over (order by worth desc, customer_id) - worth as above, sum(worth) over () as total
    from valued
  )
  select customer_id, '${rung}' as rung, cast(purchase_days - 1 as integer) as repeat_days,
    case when above < 0.5 * total then 'high' when above < 0.8 * total then 'medium' else 'low' end as clv_tier,
    ${rung === 'history' ? 'cast(null as decimal(18, 2))' : 'worth'} as clv, worth,
    cast(${rung === 'history' ? 'null' : 'churn'} as decimal(9, 6)) as churn_probability,
    cast(${rung === 'history' ? 'null' : 'purchases'} as decimal(12, 6)) as expected_purchases
  from running`

const untested = (rung: FixtureRung, reason: string) => `
  select '${rung}' as rung, '${reason}' as reason, 1.0 as sample_rate, 365 as horizon_days,
    90 as churn_horizon_days, 0 as spend_excluded, 41.5e0 as mean_spend`

const cards: Readonly<Record<FixtureRung, string>> = {
  history: untested(
    'history',
    '0 customers came back and the model needs 40, so only what each has bought is shown.',
  ),
  cohort: untested(
    'cohort',
    '12 customers came back and the model needs 40, so each is given the mean of their cohort.',
  ),
  model: `
    select 'model' as rung, 'MBG/NBD' as model, 'brier' as choice, 0.42 as sample_rate,
      '412 customers came back, after 7.7 weeks in the mean, in a history of 156 weeks: enough for the model.' as reason,
      'No customer is seen to have left, so churn here is only buying seldom.' as warnings,
      365 as horizon_days, 90 as churn_horizon_days, 184 as backtest_days, 90 as backtest_churn_days,
      643 as backtest_customers, 6.25e0 as spend_p, 3.74e0 as spend_q, 15.44e0 as spend_v,
      173 as spend_customers, 2 as spend_excluded, -0.011e0 as spend_correlation, 41.5e0 as mean_spend`,
}

/** The figures of a back-test that is good at some things and beaten at others. */
const tested = `
  insert into value_model by name select * from (values
    ('BG/NBD', false, 0.2574e0, 2.9939e0, 0.408e0, 1.5426e0, 0.0037e0, 0.0747e0, 0.0154e0, 0.0833e0, -16762.2e0, 3e-11, true, false, 336),
    ('MBG/NBD', true, 0.7436e0, 5.7168e0, 0.4764e0, 0.8336e0, 0.0237e0, 0.175e0, 0.0122e0, 0.0344e0, -16737.4e0, 2e-11, true, false, 336),
    ('MBG/CNBD-2', false, 0.721e0, 2.2261e0, 1e-6, 0.9172e0, 0.0203e0, 0.0638e0, null, 0.0361e0, -16606.5e0, 4e-7, false, true, 336)
  ) as t(model, is_chosen, r, alpha, a, b, r_error, alpha_error, a_error, b_error, log_likelihood, gradient,
    is_converged, no_dropout, customers);
  insert into value_backtest by name select * from (values
    ('MBG/NBD', true, 1061.7e0, 1244, -0.1465e0, 0.6155e0, 0.806e0, 6.12e0, 0.0910e0, 0.760e0),
    ('MBG/CNBD-2', false, 1046.3e0, 1244, -0.1589e0, 0.5886e0, 0.809e0, 6.14e0, 0.0911e0, 0.757e0),
    ('naive', false, 1259.4e0, 1244, 0.0124e0, 0.5431e0, 0.665e0, 6.2e0, 0.1345e0, 0.696e0),
    ('hiatus', false, null, 1244, null, null, null, null, null, 0.771e0)
  ) as t(predictor, is_chosen, predicted, actual, total_error, mean_absolute_error, correlation,
    top_tenth_lift, brier, auc);
  insert into value_calibration by name
    select i as tenth, 64.3e0 as customers, 0.1e0 * i - 0.02e0 as predicted,
      0.1e0 * i - case when i = 7 then 0.135e0 else 0.04e0 end as actual
    from range(1, 11) as t(i)`
