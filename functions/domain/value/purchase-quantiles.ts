// provisional
import type { PurchaseModel, PurchaseParameters } from './purchase-model.ts'
export interface QuantileRow {
  repeatDays: number
  ageBand: number
  purchases: number
  lowAlive?: number
  highAlive?: number
}
export const purchaseQuantiles = (
  _m: PurchaseModel,
  _p: PurchaseParameters,
  _g: readonly unknown[],
  _w: number,
): readonly QuantileRow[] => []
