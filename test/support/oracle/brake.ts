/** Whether so many emails are too many for a night. */
import type { Config } from '../../../functions/config.ts'

/** `counts`: of the nights before that sent any, the last at the end. What was held back and stayed so is no usual number. */
export function isBraked(
  tonight: number,
  counts: readonly number[],
  { first, times, least }: Config['sending']['brake'],
): boolean {
  const most = counts.length < 7 ? first : times * median(counts.slice(-28))
  return tonight > least && tonight > most
}

/** The lower one of the two in the middle. */
const median = (numbers: readonly number[]): number =>
  [...numbers].sort((one, other) => one - other)[Math.ceil(numbers.length / 2) - 1]!
