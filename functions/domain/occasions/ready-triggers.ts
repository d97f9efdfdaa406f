/** Triggers that a campaign names instead of stating rules. */
import type { Rule } from '../segments/rule.ts'

/** A state of a customer. A campaign fires when a customer enters it. */
export interface Trigger {
  readonly enter: Rule
  /** When it ends; absent: as soon as `enter` does not hold. */
  readonly leave?: Rule | undefined
  /** What must have held on the night before. */
  readonly was?: Rule | undefined
}

export const readyTriggers = [
  'churn-risk',
  'win-back',
  'cart-abandoned',
  'replenishment',
  'first-order',
  'tier-up',
  'tier-down',
  'cross-sell',
  'vip',
  'review-request',
] as const
export type ReadyTrigger = (typeof readyTriggers)[number]

/** Numbers have a threshold to enter and another to leave, so that nobody enters twice by trembling about one. */
export const triggerOf: Readonly<Record<ReadyTrigger, Trigger>> = {
  'churn-risk': {
    enter: {
      purchase_days: { at_least: 2 },
      churn_probability: { at_least: 0.6 },
      not: { lifecycle_stage: 'churned' },
    },
    leave: { any: [{ churn_probability: { less_than: 0.5 } }, { lifecycle_stage: 'churned' }] },
  },
  'win-back': { enter: { lifecycle_stage: 'churned' } },
  'cart-abandoned': { enter: { cart_abandoned: true } },
  replenishment: {
    enter: { purchase_days: { at_least: 3 }, gap_ratio: { between: [0.9, 1.5] } },
    leave: { any: [{ gap_ratio: { less_than: 0.5 } }, { gap_ratio: { more_than: 1.5 } }] },
  },
  'first-order': { enter: { orders: { at_least: 1 }, days_since_first_order: { at_most: 7 } } },
  'tier-up': { was: { clv_tier: { in: ['low', 'medium'] } }, enter: { clv_tier: 'high' } },
  'tier-down': { was: { clv_tier: 'high' }, enter: { clv_tier: { in: ['low', 'medium'] } } },
  'cross-sell': { enter: { purchase_days: { at_least: 3 }, categories: 1 } },
  vip: { enter: { rfm_segment: 'Champions' } },
  'review-request': {
    enter: { days_since_order: { between: [14, 20] } },
    leave: {
      any: [{ days_since_order: { less_than: 14 } }, { days_since_order: { more_than: 20 } }],
    },
  },
}
