/** What to do today: at most three strategies, each with its list. */
import { listFile } from '../files.ts'
import { count, inWords, percent } from '../format.ts'
import { html, type Piece } from '../html.ts'
import { finding, paragraph } from '../page.ts'
import type { RowOf } from '../queries.ts'
import { type Context, section } from '../section.ts'

export const today = section({
  id: 'today',
  title: 'What to do today',
  short: 'Today',
  queries: ['actions'],

  async render({ actions }, context) {
    return finding({
      id: 'today',
      title: 'What to do today',
      how:
        actions.length > 0 &&
        html`One where spending fell, one that many came into, one that carries the revenue, as far as there are such. The strategy text is yours, from <b>nocturne.yaml</b>, or the catalogue’s.`,
      heading: headings[actions.length] ?? `${inWords(actions.length)} things, in this order`,
      body:
        actions.length > 0
          ? html`<ol class="acts">${actions.map((action) => item(action, context))}</ol>`
          : paragraph(
              html`No segment that is shown in full has both a strategy and enough customers. A <b>strategy</b> beside a segment’s rule in <b>nocturne.yaml</b> puts it here.`,
            ),
    })
  },
})

const headings = ['Nothing to act on yet', 'One thing', 'Two things, in this order']

function item(action: RowOf<'actions'>, context: Context): Piece {
  const { strategy, name, customers, listed, segment_id } = action
  return html`<li><h3>${name}: ${firstSentence(strategy)}</h3>${paragraph(
    ...facts(action, context),
    firstSentence(strategy).length + 1 < strategy.trim().length &&
      html`<b>Strategy:</b> ${strategy}`,
  )}<p class="fine">List: <b>${listFile(segment_id)}</b>, sorted by what they spent, ${count(listed)} ids${
    listed < customers && `: the first of ${count(customers)}`
  }</p></li>`
}

function facts(action: RowOf<'actions'>, { money }: Context): readonly Piece[] {
  const { customers, net_spend_365d: spend, change_on_year: change } = action
  const { revenue_share: share, average_order: average } = action
  return [
    `${count(customers)} customers spent ${spend ? money.about(spend) : 'nothing'} in the last 365 days${
      change === null || change === 0
        ? ''
        : `, ${money.about(Math.abs(change))} ${change > 0 ? 'more' : 'less'} than in the 365 before`
    }${share ? `: ${percent(share)} of revenue` : ''}${average ? `, at ${money.about(average)} an order` : ''}.`,
    moved(action),
  ]
}

function moved({ entered, left_count: left }: RowOf<'actions'>): Piece {
  if (!entered && !left) return false
  return [
    ...(entered ? [`${count(entered)} came in last night`] : []),
    ...(left ? [`${count(left)} left${entered ? '' : ' last night'}`] : []),
    '',
  ]
    .filter((part) => part)
    .join(', ')
    .concat('.')
}

/** The strategy up to its first full stop, as the end of a heading. */
function firstSentence(strategy: string): string {
  const [first = ''] = strategy.split(/[.;:](\s|$)/)
  return first.charAt(0).toLowerCase() + first.slice(1)
}
