import type { CatalogueSegment } from './segment.ts'

/** One segment a stage; every customer is in exactly one. The days behind the stages are `lifecycle:` of the config. */
export const lifecycle: readonly CatalogueSegment[] = [
  {
    id: 'prospects',
    name: 'Prospects',
    kind: 'lifecycle',
    meaning: 'Known people who have never bought.',
    strategy: 'Explain the one product most first orders hold, and make the first order easy.',
    where: { lifecycle_stage: 'prospect' },
  },
  {
    id: 'new-customers',
    name: 'New customers',
    kind: 'lifecycle',
    meaning: 'Customers whose first purchase is recent.',
    strategy: 'Welcome them, help with what they bought, and suggest the usual second purchase.',
    where: { lifecycle_stage: 'new' },
  },
  {
    id: 'active-customers',
    name: 'Active customers',
    kind: 'lifecycle',
    meaning: 'Customers who buy at their usual pace and are not loyal yet.',
    strategy: 'Suggest what goes with their last order, one step before their usual gap ends.',
    where: { lifecycle_stage: 'active' },
  },
  {
    id: 'loyal-customers',
    name: 'Loyal customers',
    kind: 'lifecycle',
    meaning: 'Customers with many purchase days who still buy at their usual pace.',
    strategy: 'Reward them without a discount: early access, a say in what comes next.',
    where: { lifecycle_stage: 'loyal' },
  },
  {
    id: 'at-risk-customers',
    name: 'At risk',
    kind: 'lifecycle',
    meaning: 'Repeat customers who are long past their usual gap.',
    strategy: 'Write this week, name what they last bought, and ask what went wrong.',
    where: { lifecycle_stage: 'at risk' },
  },
  {
    id: 'churned-customers',
    name: 'Churned',
    kind: 'lifecycle',
    meaning: 'Customers who have not bought for so long that they count as gone.',
    strategy: 'Make one good offer to win them back, then stop writing to those who stay away.',
    where: { lifecycle_stage: 'churned' },
  },
  {
    id: 'won-back',
    name: 'Won back',
    kind: 'lifecycle',
    meaning: 'Customers who had churned and have just bought again.',
    strategy: 'Thank them for coming back and learn what brought them before you sell again.',
    where: { lifecycle_stage: 'back' },
  },
]
