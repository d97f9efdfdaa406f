/** What customers are worth by tier, who moved, and the revenue at risk. */
import { count, percent } from '../format.ts'
import { html, type Piece } from '../html.ts'
import { finding, note, paragraph } from '../page.ts'
import type { RowOf } from '../queries.ts'
import { type Context, section } from '../section.ts'
import { moved, movesPicture, movesTable } from './value-moves.ts'
import { riskPicture, riskWords } from './value-risk.ts'
import { tierRules, tiersTable } from './value-tiers.ts'
import { basisOf, worthWord } from './value-words.ts'

export const value = section({
  id: 'value',
  title: 'Value and risk',
  short: 'Value',
  queries: ['value_groups', 'value_moves', 'model_card'],

  async render({ value_groups: groups, value_moves: moves, model_card: [card] }, context) {
    const all = groups.find(({ kind }) => kind === 'all')
    if (!all || all.customers === 0) {
      return said(
        'Nobody to value yet',
        'Value starts with the first order; there is none before this night.',
      )
    }
    if (all.is_small) {
      return said(
        'Too few customers to value',
        `Values need ${count(all.minimum_segment)} customers with an order before they are broken down by tier.`,
      )
    }
    const tiers = groups.filter(({ kind }) => kind === 'tier')
    const risk = await riskPicture(groups, context)
    const table = moves.length > 0 && movesTable(moves, all, context)
    return finding({
      id: 'value',
      title: 'Value and risk',
      how: how(all, card?.discount_rate ?? 0, context),
      heading: heading(all, tiers, context),
      body: html`${paragraph(all.rung !== 'model' && card?.reason, basisOf(all, context))}${await tiersTable(
        tiers,
        all,
        context,
      )}${note(...tierRules(tiers, all, context))}${paragraph(...moved(moves, all, context))}${await movesPicture(
        moves,
        all,
        context,
      )}${risk && table ? html`<div class="two"><div>${table}</div>${risk}</div>` : [table, risk]}${paragraph(
        ...riskWords(groups, all, context),
      )}`,
    })
  },
})

const said = (heading: string, sentence: string) =>
  finding({ id: 'value', title: 'Value and risk', heading, body: paragraph(sentence) })

const how = (
  { rung, horizon_days }: RowOf<'value_groups'>,
  discount: number,
  { expected }: Context,
): Piece =>
  rung !== 'history' &&
  html`The ${expected} of the next ${count(horizon_days)} days, of the customers you already have${discount > 0 && '; later money counts a little less'}. How far to trust it: <a href="#model">the model</a>.`

function heading(
  all: RowOf<'value_groups'>,
  tiers: readonly RowOf<'value_groups'>[],
  context: Context,
): string {
  const [high] = tiers
  const worth = worthWord(all, context)
  if (high && !high.is_small && high.worth_share !== null) {
    const share = high.worth_share
    const part = Math.abs(share - 0.5) < 0.005 ? 'half' : percent(share)
    return `${count(high.customers)} people hold ${part} of ${worth}`
  }
  if (all.worth === null) return `What ${count(all.customers)} customers are worth`
  const money = context.money.about(all.worth)
  return all.rung === 'history'
    ? `${count(all.customers)} customers have spent ${money} so far`
    : `${money} are expected of ${count(all.customers)} customers in the next ${count(all.horizon_days)} days`
}
