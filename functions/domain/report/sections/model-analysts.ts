/** The figures behind the model, for those who want to check it. */
import { count, decimal, percent } from '../format.ts'
import { type Html, html, type Piece } from '../html.ts'
import { note, scrolling } from '../page.ts'
import type { RowOf } from '../queries.ts'
import type { Context } from '../section.ts'
import type { Card } from './model-words.ts'

type Predictor = RowOf<'model_predictors'>

/** Parameters, likelihoods and measures of all models; nothing where none was fitted. */
export function analysts(card: Card, predictors: readonly Predictor[], { money }: Context): Piece {
  if (predictors.length === 0) return false
  const fits = predictors.filter(({ log_likelihood }) => log_likelihood !== null)
  const tested = predictors.filter(({ auc, predicted }) => auc !== null || predicted !== null)
  return html`<details><summary>For analysts</summary>${fits.length > 0 && fitTable(fits)}${
    tested.length > 0 && testTable(tested, card)
  }${note(
    `Time in weeks. Fitted to ${count(fits[0]?.customers ?? 0)} customers, ${count(card.repeat_customers)} of all ${count(card.customers)} came back. BG/NBD is fitted as the yardstick of the literature and never taken.`,
    card.spend_p !== null &&
      card.spend_q !== null &&
      card.spend_v !== null &&
      `Spend: Gamma-Gamma, p ${decimal(card.spend_p, 3)}, q ${decimal(card.spend_q, 3)}, v ${decimal(card.spend_v, 2)}, of ${count(card.spend_customers ?? 0)} customers; correlation with how often they buy ${decimal(card.spend_correlation ?? 0, 3)}.`,
    card.spend_p === null &&
      `Spend: everybody is given the mean of a repeat order, ${money.about(card.mean_spend)}.`,
    `Value: ${count(card.horizon_days)} days ahead${
      card.discount_rate > 0 ? `, discounted at ${percent(card.discount_rate)} a year` : ''
    }${card.margin_rate < 1 ? `, ${percent(card.margin_rate)} of it left after costs` : ''}.`,
  )}</details>`
}

const fitTable = (fits: readonly Predictor[]): Html =>
  scrolling(
    'Parameters of the models, table',
    html`<table class="fits"><caption>Parameters ± standard errors; – is not identified</caption><thead><tr><th scope="col">Model</th>${[
      'r',
      'α',
      'a',
      'b',
    ].map(
      (name) => html`<th scope="col" class="n">${name}</th>`,
    )}<th scope="col" class="n">Log-likelihood</th><th scope="col" class="n">Gradient</th></tr></thead><tbody>${fits.map(
      (fit) =>
        html`<tr><th scope="row">${nameOf(fit)}</th>${[
          withError(fit.r, fit.r_error),
          withError(fit.alpha, fit.alpha_error),
          withError(fit.a, fit.a_error),
          withError(fit.b, fit.b_error),
        ].map((text) => html`<td class="n">${text}</td>`)}<td class="n">${
          fit.log_likelihood === null ? '–' : decimal(fit.log_likelihood, 1)
        }</td><td class="n">${fit.gradient === null ? '–' : fit.gradient.toExponential(0)}${
          fit.is_converged === false && html`<br>not settled`
        }${fit.no_dropout && html`<br>no drop-out`}</td></tr>`,
    )}</tbody></table>`,
  )

const testTable = (tested: readonly Predictor[], card: Card): Html =>
  scrolling(
    'Back-test of all predictors, table',
    html`<table class="fits"><caption>Back-test over ${count(card.backtest_days ?? 0)} days; Brier score and AUC of no order within ${count(card.backtest_churn_days ?? 0)}</caption><thead><tr><th scope="col">Predictor</th><th scope="col" class="n">Orders</th><th scope="col" class="n">Total error</th><th scope="col" class="n">Mean error</th><th scope="col" class="n">Brier</th><th scope="col" class="n">AUC</th></tr></thead><tbody>${tested.map(
      (row) =>
        html`<tr><th scope="row">${nameOf(row)}</th><td class="n">${told(row.predicted, count)}</td><td class="n">${told(
          row.total_error,
          (value) => (value > 0 ? '+' : '') + percent(value, 1),
        )}</td><td class="n">${told(row.mean_absolute_error, three)}</td><td class="n">${told(
          row.brier,
          four,
        )}</td><td class="n">${told(row.auc, three)}</td></tr>`,
    )}</tbody></table>`,
  )

const three = (value: number) => decimal(value, 3)
const four = (value: number) => decimal(value, 4)

const told = (value: number | null, written: (value: number) => string) =>
  value === null ? '–' : written(value)

const nameOf = ({ predictor, is_chosen }: Predictor): Piece => {
  const name =
    { naive: 'The old rate', hiatus: 'Time since the last purchase' }[predictor] ?? predictor
  return is_chosen ? html`<b>${name}</b>` : name
}

const withError = (value: number | null, error: number | null): string =>
  value === null ? '–' : `${decimal(value, 3)} ± ${error === null ? '–' : decimal(error, 3)}`
