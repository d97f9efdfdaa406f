/** How good the model is: tested on the past, in words and one picture. */
import { count, percent } from '../format.ts'
import { html, type Piece } from '../html.ts'
import { finding, note, paragraph } from '../page.ts'
import { calibrationDots } from '../pictures/calibration-dots.ts'
import type { DataOf, RowOf } from '../queries.ts'
import { section } from '../section.ts'
import { analysts } from './model-analysts.ts'
import { type Verdict, verdictsOf } from './model-verdicts.ts'
import { type Card, choiceWords, leftOut, warningsOf } from './model-words.ts'

const queries = ['model_card', 'model_predictors', 'model_tenths', 'night_revenue'] as const
type Data = DataOf<(typeof queries)[number]>

export const model = section({
  id: 'model',
  title: 'How good is the model?',
  short: 'Model',
  queries,

  async render(data, context) {
    const [card] = data.model_card
    const guests = data.night_revenue[0]?.guest_share ?? 0
    if (!card || card.customers === 0) {
      return said('No model yet', paragraph(card?.reason ?? 'There is no value to judge yet.'))
    }
    const verdicts = isTested(card) ? verdictsOf(card) : []
    return finding({
      id: 'model',
      title: 'How good is the model?',
      how: isTested(card) && 'Several orders of one day count once.',
      heading: heading(card, verdicts),
      body: html`${verdicts.length > 0 ? await tested(card, verdicts, data) : untested(card, data.model_predictors.length > 0)}${paragraph(
        ...choiceWords(card),
        ...warningsOf(card),
      )}${note(...leftOut(card, guests))}${analysts(card, data.model_predictors, context)}`,
    })
  },
})

const said = (heading: string, body: Piece) =>
  finding({ id: 'model', title: 'How good is the model?', heading, body })

const isTested = ({ rung, predicted }: Card) => rung === 'model' && predicted !== null

function heading(card: Card, verdicts: readonly Verdict[]): string {
  if (card.rung === 'cohort') return 'No model yet: everybody is given the mean of their cohort'
  if (card.rung === 'history') return 'No model yet: too little has been bought'
  const parts = verdicts.flatMap(({ heading }) => (heading ? [heading] : []))
  return parts.length > 0 ? parts.join(', ') : 'Fitted, but not tested on the past'
}

async function tested(card: Card, verdicts: readonly Verdict[], data: Data): Promise<Piece> {
  const words = html`${paragraph(
    `We went back ${span(card)}, hid everything since, and let the model predict. It knew ${count(card.backtest_customers ?? 0)} customers.`,
  )}<ul class="plain">${verdicts.map(
    ({ about, verdict, sentences }) =>
      html`<li><b>${about}: ${verdict}.</b>${sentences.map((one) => one && [' ', one])}</li>`,
  )}</ul>`
  return data.model_tenths.length > 0
    ? html`<div class="two"><div>${words}</div>${await calibration(card, data.model_tenths)}</div>`
    : words
}

/** Weeks where there are some. */
const span = ({ backtest_days: days, backtest_weeks: weeks }: Card) =>
  (weeks ?? 0) >= 4 ? `${count(weeks ?? 0)} weeks` : `${count(days ?? 0)} days`

const untested = (card: Card, isFitted: boolean): Piece =>
  paragraph(
    card.reason,
    card.rung === 'model' &&
      (card.backtest_days === null
        ? 'There is no back-test: what lies before the hidden days is too little to fit a model to. As the history grows, this place says how well it predicts.'
        : 'In the back-test this model did not settle, so nothing can be said of how well it predicts.'),
    card.rung !== 'model' &&
      !isFitted &&
      'There is no back-test and no parameter to show; with more orders of returning customers, this place says how far the figures can be trusted.',
  )

async function calibration(card: Card, tenths: readonly RowOf<'model_tenths'>[]): Promise<Piece> {
  const days = count(card.backtest_churn_days ?? 0)
  const hundredths = (share: number) => percent(share)
  return html`<figure><figcaption>Each dot is a tenth of the customers; on the line, prediction and fact agree</figcaption>${await calibrationDots(
    {
      id: 'model-calibration',
      title: 'Calibration of the churn probability',
      desc: tenths
        .map(
          ({ predicted, actual }) =>
            `Said ${hundredths(predicted)}, came out ${hundredths(actual)}.`,
        )
        .join(' '),
      dots: tenths.map(({ tenth, predicted, actual }) => ({
        ...{ predicted, actual, isWorst: tenth === card.worst_tenth },
      })),
      worstText: [
        `said ${hundredths(card.worst_predicted ?? 0)},`,
        `came out ${hundredths(card.worst_actual ?? 0)}`,
      ],
      xText: `predicted: no order in ${days} days, %`,
      yText: 'what happened, %',
    },
  )}</figure>`
}
