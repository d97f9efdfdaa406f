/** Whether so many emails are too many for a night. */
import type { Config } from '../../../functions/config.ts'

/** `counts`: of the live nights before, the last at the end. */
export function isBraked(
  tonight: number,
  counts: readonly number[],
  { first, times, least }: Config['sending']['brake'],
): boolean {
  const sending = counts.filter((count) => count > 0)
  if (sending.length < 7) return tonight > first
  return tonight > least && tonight > times * median(sending.slice(-28))
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((one, other) => one - other)
  const middle = sorted.length / 2
  return sorted.length % 2 === 1
    ? sorted[Math.floor(middle)]!
    : (sorted[middle - 1]! + sorted[middle]!) / 2
}
