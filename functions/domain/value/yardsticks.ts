import type { PurchaseHistory } from './purchase-model.ts'

/**
 * The naive rate: that a customer goes on as before, x / T a week; 0 at the age of 0. The yardstick of every back-test.
 * @example naivePurchases({ repeatDays: 6, lastPurchaseWeeks: 9, ageWeeks: 12 }, 4) // 2
 */
export const naivePurchases = ({ repeatDays, ageWeeks }: PurchaseHistory, weeks: number): number =>
  ageWeeks > 0 ? (repeatDays / ageWeeks) * weeks : 0

/**
 * The naive rate's probability of no purchase, e^(−x/T·t): that of chance at a known rate.
 * @example naiveNoPurchase({ repeatDays: 0, lastPurchaseWeeks: 0, ageWeeks: 12 }, 4) // 1
 */
export const naiveNoPurchase = (history: PurchaseHistory, weeks: number): number =>
  Math.exp(-naivePurchases(history, weeks))

/** Weeks since the last purchase, the hiatus: the score of churn that needs no model. */
export const hiatusWeeks = ({ lastPurchaseWeeks, ageWeeks }: PurchaseHistory): number =>
  ageWeeks - lastPurchaseWeeks
