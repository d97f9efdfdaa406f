import { churnAccuracy, purchaseAccuracy } from '../../../functions/domain/value/backtest.ts'

/** Customers for whom the same was predicted and the same came. */
export interface MeasuredRow {
  readonly predicted: number
  readonly noPurchase: number
  readonly actual: number
  readonly customers: number
}

/** Both measures over one and the same window. */
export const measured = (rows: readonly MeasuredRow[]) => ({
  ...purchaseAccuracy(rows),
  ...churnAccuracy(
    rows.map(({ noPurchase, actual, customers }) => ({
      score: noPurchase,
      outcome: Number(actual === 0),
      customers,
    })),
  ),
})
