import type { CatalogueSegment } from './segment.ts'

/** What customers are expected to bring, and whether they will. Tiers and horizons are `value:` of the config. */
export const predictedValue: readonly CatalogueSegment[] = [
  {
    id: 'vip-care',
    name: 'VIP care',
    kind: 'value',
    meaning: 'Customers of the highest tier of value who are likely to order again soon.',
    strategy: 'Thank them in person, never discount, and give them first pick of what is new.',
    where: { clv_tier: 'high', churn_probability: { less_than: 0.4 } },
  },
  {
    id: 'vips-at-risk',
    name: 'VIPs at risk',
    kind: 'value',
    meaning:
      'Customers of the highest tier of value of whom two in five or more are going to stay away.',
    strategy: 'Call this week, before you discount: ask what has changed, and offer early access.',
    where: { clv_tier: 'high', churn_probability: { at_least: 0.4 } },
  },
  {
    id: 'up-sell',
    name: 'Ready for more',
    kind: 'value',
    meaning: 'Repeat customers of the middle tier of value who are not about to leave.',
    strategy: 'Suggest one step up: the better make, or the piece that completes what they own.',
    where: {
      clv_tier: 'medium',
      purchase_days: { at_least: 2 },
      churn_probability: { less_than: 0.7 },
    },
  },
  {
    id: 'win-back',
    name: 'Worth winning back',
    kind: 'value',
    meaning:
      'Repeat customers among the two fifths who spent most, below the highest tier now, who are about to leave and not yet gone.',
    strategy: 'Write once, name what they used to buy, and add your one good offer; then leave it.',
    where: {
      clv_tier: { in: ['medium', 'low'] },
      m_score: { at_least: 4 },
      purchase_days: { at_least: 2 },
      churn_probability: { between: [0.5, 0.9] },
    },
  },
  {
    id: 'sure-to-return',
    name: 'Sure to return',
    kind: 'value',
    meaning: 'Customers of whom four in five or more order within the churn horizon.',
    strategy: 'Save the discount, for they come anyway: show what is new and ask for a referral.',
    where: { churn_probability: { at_most: 0.2 } },
  },
]
