import { columns } from '../domain/types.ts'
import { aCustomer, featuresFrom } from './per-customer.ts'
import type { Table } from './table.ts'

/** What each customer is worth, and how far to trust it. */
export const valueTables: readonly Table[] = [
  {
    name: 'int_value_histories',
    class: 'results',
    sentence:
      'One row per customer with a purchase day: what the models know of them, tonight and on the day of the back-test.',
    grain: ['customer_id'],
    columns: [
      ...aCustomer,
      ...columns(`
        sample_bucket integer             0 to 9999, by a salted hash: those of small buckets are the sample
        first_order_on date               first purchase day
        repeat_days integer               x: purchase days after the first
        last_purchase_days integer        t_x: days from the first purchase day to the last
        age_days integer                  T: days from the first purchase day to the day before the night
        age_band integer                  first day of the band of ages that this one is in
        ln_gaps decimal(18,9)             sum of the logarithms of the weeks between purchase days
        first_spend decimal(18,4)         net spend of the first purchase day
        repeat_spend decimal(18,4)        net spend of all other days
        past_repeat_days integer          x as the back-test sees it; null for who came later
        past_last_purchase_days integer   t_x as the back-test sees it
        past_age_days integer             T as the back-test sees it
        past_ln_gaps decimal(18,9)        the sum of logarithms as the back-test sees it
        later_days integer                purchase days that came after
        soon_days integer                 those of them within the churn horizon`),
    ],
  },
  {
    name: 'value_nodes',
    class: 'results',
    sentence:
      'One row per number of repeat days and point: what expected purchases are summed over.',
    grain: ['repeat_days', 'p'],
    columns: columns(`
      repeat_days integer     x: purchase days after the first
      p double                a chance to leave after a purchase
      weight double           its weight; those of one x sum to 1`),
  },
  {
    name: 'value_periods',
    class: 'results',
    sentence: 'One row per period up to the horizon: what a purchase by its end counts today.',
    grain: ['period'],
    columns: columns(`
      period integer          1 is the first from tonight on
      weeks double            its end, in weeks from tonight
      factor double           what purchases expected by its end are multiplied with: summed over periods, that takes off costs and discounts them`),
  },
  {
    name: 'value_quantiles',
    class: 'results',
    sentence:
      'One row per history and number of purchases: how sure to be alive one must be to count on them.',
    grain: ['repeat_days', 'age_band', 'purchases'],
    columns: columns(`
      repeat_days integer     x: purchase days after the first
      age_band integer        first day of a band of ages
      purchases integer       purchases within the horizon
      low_alive double        from this probability to be alive on, nine in ten buy as often; null: never
      high_alive double       from this probability to be alive on, one in ten buys as often; null: never`),
  },
  {
    name: 'int_value_expectations',
    class: 'results',
    sentence:
      'One row per number of repeat days and age: purchases to come of a customer who is still one.',
    grain: ['repeat_days', 'age_days'],
    columns: columns(`
      repeat_days integer                 x: purchase days after the first
      age_days integer                    T: days from the first purchase day to the day before the night
      purchases double                    purchase days expected within the horizon
      discounted_purchases double         the same, after costs and discounted
      later_purchases double              of one half way to the next purchase; 0 for exponential times
      later_discounted_purchases double   the same, after costs and discounted`),
  },
  {
    name: 'int_value_scores',
    class: 'results',
    sentence: 'One row per customer with a purchase day: what the model expects, unrounded.',
    grain: ['customer_id'],
    columns: [
      ...aCustomer,
      ...columns(`
        rung varchar                  model, cohort or history
        p_alive double                probability of still being a customer
        churn_probability double      probability of no purchase within the churn horizon
        expected_purchases double     purchase days expected within the horizon
        discounted_purchases double   the same, after costs and discounted
        expected_spend double         expected spend of a purchase day
        wait_weeks double             median wait for the next purchase of who is still a customer
        low_purchases integer         purchases that nine in ten exceed or reach
        high_purchases integer        purchases that one in ten exceeds or reaches
        worth decimal(18,2)           what tiers go by: the discounted value; without a model, the net spend`),
    ],
  },
  {
    name: 'value_cuts',
    class: 'journals',
    sentence: 'One row: from which value on a customer is in a tier.',
    grain: [],
    columns: columns(`
      measure varchar               clv, or net_spend where there is no model
      high decimal(18,2)            least value of the tier high; null if it is empty
      medium decimal(18,2)          least value of the tier medium; null if it is empty
      band decimal(9,6)             share of a cut within which a customer keeps last night’s tier`),
  },
  {
    name: 'customer_value',
    class: 'results',
    sentence: 'One row per customer with a purchase day: what they are expected to be worth.',
    grain: ['customer_id'],
    columns: [
      ...aCustomer,
      ...columns(`
        model varchar                      the model of purchases; null without one
        rung varchar                       what the figures come from: model, cohort or history
        repeat_days integer                x: purchase days after the first
        last_purchase_weeks decimal(12,6)  t_x: weeks from the first purchase day to the last
        age_weeks decimal(12,6)            T: weeks from the first purchase day to the day before the night`),
      ...featuresFrom('customer_value'),
    ],
  },
  {
    name: 'value_model',
    class: 'journals',
    sentence: 'One row per model fitted tonight: its parameters, in weeks.',
    grain: ['model'],
    columns: columns(`
      model varchar               BG/NBD, MBG/NBD or MBG/CNBD-2
      is_chosen boolean           tonight’s figures come from it
      r double                    shape of the spread of purchase rates
      alpha double                scale of the spread of purchase rates, in weeks
      a double                    spread of the chance to leave
      b double                    spread of the chance to stay
      r_error double              standard error; null if the parameter is held or not identified
      alpha_error double          standard error
      a_error double              standard error
      b_error double              standard error
      log_likelihood double       over the customers fitted to
      gradient double             largest entry of its gradient a customer
      is_converged boolean        the gradient is flat, a restart finds nothing higher, and it bends
      no_dropout boolean          no customer is seen to have left
      customers bigint            customers fitted to`),
  },
  {
    name: 'value_card',
    class: 'journals',
    sentence: 'One row: how the night came to its values, and what to know before trusting them.',
    grain: [],
    columns: columns(`
      rung varchar                   model, cohort or history: the highest that the data carries
      reason varchar                 why, in a sentence
      model varchar                  the chosen model; null without one
      choice varchar                 brier, likelihood, kept (last night’s) or config
      warnings varchar               further sentences, a line each; null if there are none
      customers bigint               customers with a purchase day
      repeat_customers bigint        those of them who came back
      sample_rate decimal(9,6)       share of the customers that the models are fitted to
      horizon_days integer           days that value looks ahead
      churn_horizon_days integer     days without a purchase that count as churn
      backtest_days integer          days that the back-test hides; null without one
      backtest_churn_days integer    days of it in which a customer had to buy, at most the churn horizon
      backtest_customers bigint      customers that the back-test knows, of the sample
      spend_p double                 Gamma-Gamma’s p; null without a fit
      spend_q double                 Gamma-Gamma’s q
      spend_v double                 Gamma-Gamma’s v, in money
      spend_customers bigint         customers fitted to, of the sample
      spend_excluded bigint          customers who came back and spent nothing, net: left out of it
      spend_correlation double       of repeat days and mean spend, which the model takes to be 0
      mean_spend double              mean spend of a repeat day: everybody’s expected spend without a fit`),
  },
  {
    name: 'value_backtest',
    class: 'journals',
    sentence: 'One row per way to predict: how good it was on the days that were hidden from it.',
    grain: ['predictor'],
    columns: columns(`
      predictor varchar              BG/NBD, MBG/NBD, MBG/CNBD-2, naive (goes on at the old rate) or hiatus (time since the last purchase)
      is_chosen boolean              tonight’s figures come from it
      predicted double               purchase days predicted; null for hiatus
      actual bigint                  purchase days that came
      total_error double             (predicted − actual) / actual
      mean_absolute_error double     of a customer’s purchase days
      correlation double             of predicted and actual purchase days
      top_tenth_lift double          share of purchases of the tenth predicted highest, as a multiple of a tenth
      brier double                   mean squared error of the churn probability
      auc double                     chance that it is higher for a customer who didn’t buy than for one who did`),
  },
  {
    name: 'value_calibration',
    class: 'journals',
    sentence: 'One row per tenth of customers by churn probability in the back-test.',
    grain: ['tenth'],
    columns: columns(`
      tenth integer           1 has the lowest probability
      customers double        customers in it
      predicted double        mean probability of no purchase
      actual double           share who did not purchase`),
  },
]
