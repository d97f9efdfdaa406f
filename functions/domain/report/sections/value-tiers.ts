/** The tiers: who they are, what they bring, what to do. */
import { count, decimal, percent } from '../format.ts'
import { type Html, html, type Piece } from '../html.ts'
import { scrolling } from '../page.ts'
import { shareBars } from '../pictures/share-bars.ts'
import type { Context } from '../section.ts'
import { type Group, tierNames, worthWord } from './value-words.ts'

/** A tier's figures under its name and what to do about it. */
export async function tiersTable(
  tiers: readonly Group[],
  all: Group,
  context: Context,
): Promise<Html> {
  const longest = Math.max(
    0,
    ...tiers.flatMap(({ customer_share, worth_share }) => [customer_share ?? 0, worth_share ?? 0]),
  )
  const rows = await Promise.all(tiers.map((tier) => tierRows(tier, all, longest, context)))
  const worth = worthWord(all, context)
  const hasModel = all.rung !== 'history'
  return scrolling(
    'Value by tier, table',
    html`<table class="segs tiers"><caption>Bars: <span class="k-grey">share of customers</span> above, <span class="k-blue">share of ${worth}</span> below. Orders${hasModel && ' and chances'} are means</caption><thead><tr><th scope="col" class="n">Customers</th><th scope="col">Share</th><th scope="col" class="n hide">Orders so far</th>${
      hasModel &&
      html`<th scope="col" class="n hide">Orders expected</th><th scope="col" class="n">No order in ${count(all.churn_horizon_days)} days</th>`
    }<th scope="col" class="n hide">Spent in 365 days</th><th scope="col" class="n">${hasModel ? 'Expected' : 'Spent so far'}</th></tr></thead>${rows}<tbody><tr class="tot"><td class="n big">${count(all.customers)}</td><th scope="row">All</th>${figures(all, context)}</tr></tbody></table>`,
  )
}

async function tierRows(tier: Group, all: Group, longest: number, context: Context): Promise<Html> {
  const columns = all.rung === 'history' ? '5' : '7'
  return html`<tbody><tr class="r1"><th scope="rowgroup" colspan="${columns}"><span class="sn">${tierNames[tier.name]}</span> <span class="st">${strategies[tier.name]}</span></th></tr><tr class="r2"><td class="n big">${count(tier.customers)}</td><td class="pic">${await shares(tier, all, longest, context)}</td>${figures(tier, context)}</tr></tbody>`
}

const figures = (group: Group, { money }: Context): Piece => {
  const cell = (className: string, value: number | null, written: (value: number) => string) =>
    html`<td class="${className}">${value === null ? (group.customers === 0 ? '–' : '·') : written(value)}</td>`
  const times = (value: number) => decimal(value, 1)
  return [
    cell('n hide', group.order_days, times),
    group.rung !== 'history' && cell('n hide', group.expected_purchases, times),
    group.rung !== 'history' && cell('n', group.churn_rate, percent),
    cell('n hide', group.net_spend_365d, money.about),
    cell('n', group.worth, money.about),
  ]
}

function shares(tier: Group, all: Group, longest: number, context: Context): Promise<Html> | Piece {
  if (tier.customers === 0) return 'nobody'
  if (tier.is_small || tier.customer_share === null) return 'too few to tell'
  const worth = worthWord(all, context)
  return shareBars({
    id: `tier-${tier.name}`,
    title: `${tierNames[tier.name]}: share of customers and of ${worth}`,
    customers: tier.customer_share,
    revenue: tier.worth_share,
    customersText: percent(tier.customer_share),
    revenueText: tier.worth_share === null ? 'not known' : percent(tier.worth_share),
    longest,
    of: worth,
  })
}

/** How the tiers are cut, in words, and what the marks of the table mean. */
export function tierRules(
  [high, medium, low]: readonly Group[],
  all: Group,
  { money, ...context }: Context,
): readonly Piece[] {
  const worth = worthWord(all, { money, ...context })
  const share = (group: Group | undefined) => percent(group?.tier_share ?? 0)
  const from = (group: Group | undefined) =>
    group?.least_worth !== null && group?.least_worth !== undefined
      ? `, tonight from ${money.about(group.least_worth)} on`
      : ''
  const rules = {
    shares: `High: the top customers who together hold ${share(high)} of ${worth}${from(high)}. Medium: the next ${share(medium)}${from(medium)}. Low: the rest.`,
    quantiles: `High: the top ${share(high)} of customers by ${worth}${from(high)}. Medium: the next ${share(medium)}${from(medium)}. Low: the rest.`,
    amounts: `High: from ${money.about(high?.least_worth ?? 0)} on. Medium: from ${money.about(medium?.least_worth ?? 0)} on. Low: the rest.`,
  }
  return [
    rules[all.tiers_by],
    all.band > 0 && `Within ${percent(all.band)} of a cut, a customer keeps last night’s tier.`,
    [high, medium, low].some((tier) => tier?.is_small) &&
      `· fewer than ${count(all.minimum_segment)} customers, so not broken down.`,
  ]
}

const strategies: Readonly<Record<string, string>> = {
  high: 'Thank, never discount. First pick, and a person who answers.',
  medium: 'One step up: suggest the piece that completes what they own.',
  low: 'Spend little: the newsletter, and one good reason to come back.',
}
