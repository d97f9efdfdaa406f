/** The head of the page: the night in a sentence, and three numbers. */
import { fullDate, longDate } from '../dates.ts'
import { count, percent, plural } from '../format.ts'
import { html } from '../html.ts'
import { note } from '../page.ts'
import { section } from '../section.ts'
import { buyersFigure, newcomersFigure, revenueFigure, segmentFigure } from './night-figures.ts'
import { lede, nightQueries, sentence } from './night-sentence.ts'
import { valueFigure, valueNote } from './night-value.ts'

export const night = section({
  id: 'night',
  title: 'The night',
  short: 'Night',
  queries: nightQueries,

  async render(data, context) {
    const [customers] = data.night_customers
    const [revenue] = data.night_revenue
    const { before, strong, after } = sentence(data, context)
    const figures = [
      (await valueFigure(data, context)) ?? (await buyersFigure(data, context)),
      await revenueFigure(data, context),
      (await segmentFigure(data, context)) ?? (await newcomersFigure(data)),
    ]
    const guests = revenue?.guest_share ?? 0
    return html`<p class="brand">Nocturne <span>· nightly report for ${context.company}</span></p>
<h1>${before}${strong && html`<em>${strong}</em>`}${after}</h1>
<p class="lede">${lede(data, context).map((one, i) => [i > 0 && ' ', one])}</p>
<p class="when">${longDate(context.asOf)} · orders before midnight, ${context.timeZone} time${
      customers && ` · ${count(customers.customers)} ${plural(customers.customers, 'customer')}`
    }</p>
<dl class="kpis">${figures}</dl>${note(
      valueNote(data, context),
      guests > 0 &&
        `Orders of guests, without a customer, are ${percent(guests)} of the revenue of these four weeks; they never count among customers.`,
      revenue?.first_on && `The data starts on ${fullDate(revenue.first_on)}.`,
    )}`
  },
})
