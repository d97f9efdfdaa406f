/** Revenue at risk: what customers spent, weighed with the chance that they don't order. */
import { count, percent } from '../format.ts'
import { html, type Piece } from '../html.ts'
import { riskBars } from '../pictures/risk-bars.ts'
import type { Context } from '../section.ts'
import type { Group } from './value-words.ts'

/** A bar a band of churn probability; nothing where it is not known. */
export async function riskPicture(groups: readonly Group[], { money }: Context): Promise<Piece> {
  const [first] = groups
  const bands = groups.filter(({ kind, customers }) => kind === 'band' && customers > 0)
  if (!first || bands.length === 0) return false
  const bars = bands.map((band) => ({
    name: `${percent(band.from_rate ?? 0).replace(/\u00a0?%$/, '')}–${percent(band.to_rate ?? 1)}`,
    customersText: count(band.customers),
    spent: band.net_spend_365d ?? 0,
    atRisk: band.at_risk ?? 0,
    riskText: band.at_risk === null ? 'too few to tell' : `${money.about(band.at_risk)} at risk`,
    spentText: band.net_spend_365d === null ? '' : `of ${money.about(band.net_spend_365d)}`,
  }))
  return html`<figure><figcaption>Revenue at risk, by the probability of no order in ${count(first.churn_horizon_days)} days. Bar: <span class="k-rsoft">spent in 365 days</span>, its first part <span class="k-rust">at risk</span></figcaption>${await riskBars(
    {
      id: 'risk-bars',
      title: 'Revenue at risk by churn probability',
      desc: bars
        .map(
          ({ name, customersText, riskText, spentText }) =>
            `${name}: ${customersText} customers, ${riskText}${spentText && ` ${spentText}`}.`,
        )
        .join(' '),
      bars,
    },
  )}</figure>`
}

/** What is at risk in all, and which part of it is worth working for. */
export function riskWords(
  groups: readonly Group[],
  { at_risk, net_spend_365d, middle_at_risk, churn_horizon_days, rung }: Group,
  { money }: Context,
): readonly Piece[] {
  if (at_risk === null || net_spend_365d === null || net_spend_365d <= 0) return []
  const edges = groups.filter(({ kind }) => kind === 'band')
  const [low, high] = [edges[1]?.from_rate ?? 0, edges[3]?.to_rate ?? 1]
  return [
    html`Of the ${money.about(net_spend_365d)} that these customers spent in the last 365 days, <b>${money.about(at_risk)}</b> belongs to orders that are not expected to be repeated within ${count(churn_horizon_days)} days.`,
    rung === 'model' &&
      middle_at_risk !== null &&
      middle_at_risk > 0 &&
      html`The part worth working for is the middle, ${percent(low).replace(/\u00a0?%$/, '')} to ${percent(high)}: <b>${money.about(middle_at_risk)}</b>. Above ${percent(high)} few were going to order anyway; below ${percent(low)} most are expected to without being asked.`,
  ]
}
