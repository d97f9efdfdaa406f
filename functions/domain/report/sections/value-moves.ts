/** Who moved from tier to tier since the night before: in words, as ribbons, and as a table that adds up. */
import { shortDate } from '../dates.ts'
import { count, plural } from '../format.ts'
import { type Html, html, type Piece } from '../html.ts'
import { tierRibbons } from '../pictures/tier-ribbons.ts'
import type { RowOf } from '../queries.ts'
import type { Context } from '../section.ts'
import { type Group, tierNames } from './value-words.ts'

type Move = RowOf<'value_moves'>

/** How many rose and fell, and the money with them. */
export function moved(
  moves: readonly Move[],
  { previous_on, rung }: Group,
  { money, asOf, expected }: Context,
): readonly Piece[] {
  if (!previous_on) {
    return [
      'Tonight is the first night with tiers: from the next one on, this place shows who moved.',
    ]
  }
  if (moves.length === 0) {
    return [
      `The tiers of ${shortDate(previous_on, asOf)} were measured otherwise, so tonight’s are not compared with them.`,
    ]
  }
  const [up, down] = [oneOf(moves, 'up'), oneOf(moves, 'down')]
  const [rose, fell] = [up?.direction_customers ?? 0, down?.direction_customers ?? 0]
  const since = shortDate(previous_on, asOf)
  if (rose + fell === 0) return [`Nobody changed tier since ${since}.`]
  const carried = (move: Move | undefined, who: string) => {
    const change = move?.direction_change ?? 0
    if (change === 0 || rung === 'history') return []
    const what = expected === 'expected margin' ? ' margin' : ''
    return [`${money.about(Math.abs(change))} ${change > 0 ? 'more' : 'less'}${what} from ${who}`]
  }
  const sums = [...carried(down, 'those who fell'), ...carried(up, 'those who rose')]
  return [
    `Since ${since} ${rose === 0 ? 'nobody' : `${count(rose)} ${plural(rose, 'customer')}`} rose a tier and ${fell === 0 ? 'nobody' : count(fell)} fell.`,
    sums.length > 0 &&
      `We expect ${sums.join(' than then, and ')}${sums.length > 1 ? '' : ' than then'}.`,
  ]
}

const oneOf = (moves: readonly Move[], direction: Move['direction']) =>
  moves.find((move) => move.direction === direction)

/** The ribbons: by money where it is known, else by customers. */
export async function movesPicture(
  moves: readonly Move[],
  { previous_on, rung }: Group,
  { money, asOf, expected }: Context,
): Promise<Piece> {
  if (moves.length === 0 || !previous_on) return false
  const isMoney = rung !== 'history' && moves.some(({ to_tier, clv }) => to_tier === 'all' && clv)
  const end = (side: 'before' | 'now') =>
    moves
      .filter(({ from_tier, to_tier }) => (side === 'before' ? to_tier : from_tier) === 'all')
      .map((move) => {
        const tier = side === 'before' ? move.from_tier : move.to_tier
        const sum = side === 'before' ? move.clv_before : move.clv
        // The left has little room.
        const people =
          side === 'before'
            ? count(move.customers)
            : `${count(move.customers)} ${plural(move.customers, 'person', 'people')}`
        const name = tierNames[tier] ?? tier
        if (!isMoney) return { tier, name, detail: people }
        if (sum === null) return { tier, name, detail: people }
        return side === 'before'
          ? { tier, name, detail: money.about(sum) }
          : { tier, name: `${name} ${money.about(sum)}`, detail: people }
      })
  return html`<figure><figcaption>${isMoney ? `The ${expected}` : 'Customers'} by tier, and who moved. <span class="k-blue">Up</span>, <span class="k-rust">down</span>, <span class="k-soft">new</span>, pale: stayed. The thinnest ribbons are drawn wide enough to be seen</figcaption>${await tierRibbons(
    {
      id: 'tier-moves',
      title: 'Tiers of value the night before and tonight',
      desc: moves.filter(isFlow).filter(some).map(described).join(' '),
      flows: moves.filter(isFlow).map((move) => ({
        from: move.from_tier,
        to: move.to_tier,
        direction: move.direction,
        customers: move.customers,
        before: (isMoney ? move.clv_before : move.direction === 'new' ? 0 : move.customers) ?? 0,
        now: (isMoney ? move.clv : move.direction === 'gone' ? 0 : move.customers) ?? 0,
        label: labelOf(move),
      })),
      before: end('before'),
      now: end('now'),
      beforeText: shortDate(previous_on, asOf),
      nowText: shortDate(asOf, asOf),
    },
  )}</figure>`
}

const isFlow = (move: Move): move is Move & { direction: Exclude<Move['direction'], 'all'> } =>
  move.direction !== 'all'

const some = ({ customers }: Move) => customers > 0

const labelOf = ({ customers, direction, from_tier, to_tier }: Move) =>
  ({
    stayed: `${count(customers)} stayed ${to_tier}`,
    up: `${count(customers)} rose to ${to_tier}`,
    down: `${count(customers)} fell to ${to_tier}`,
    new: `${count(customers)} new in ${to_tier}`,
    gone: `${count(customers)} gone from ${from_tier}`,
    all: count(customers),
  })[direction]

const described = ({ customers, direction, from_tier: from, to_tier: to }: Move) =>
  ({
    stayed: `${count(customers)} stayed ${to}.`,
    up: `${count(customers)} rose from ${from} to ${to}.`,
    down: `${count(customers)} fell from ${from} to ${to}.`,
    new: `${count(customers)} new are ${to}.`,
    gone: `${count(customers)} who were ${from} are gone.`,
    all: '',
  })[direction]

/** Rows add up to the right, columns downwards. */
export function movesTable(
  moves: readonly Move[],
  { previous_on }: Group,
  { asOf }: Context,
): Html {
  const before = shortDate(previous_on ?? asOf, asOf)
  const row = (from: string) => {
    const cells = moves.filter(({ from_tier }) => from_tier === from)
    const isAll = from === 'all'
    return html`<tr${isAll && html` class="tot"`}><th scope="row">${from === 'new' ? 'New since' : tierNames[from]}</th>${tos.map(
      (to) => {
        const cell = cells.find(({ to_tier }) => to_tier === to)
        const isBold = cell?.direction === 'stayed'
        return html`<td class="n${isBold && ' b'}">${cell ? count(cell.customers) : '–'}</td>`
      },
    )}</tr>`
  }
  return html`<table class="mini"><caption>Customers by tier on ${before} (rows) and ${shortDate(asOf, asOf)} (columns)</caption><thead><tr><td></td>${tos.map(
    (to) => html`<th scope="col" class="n">${tierNames[to]}</th>`,
  )}</tr></thead><tbody>${froms.map(row)}</tbody></table>`
}

const froms = ['high', 'medium', 'low', 'new', 'all']
const tos = ['high', 'medium', 'low', 'gone', 'all']
