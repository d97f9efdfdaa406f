/** How many emails a night may plan before all of them are held back. */
import { nextDay } from '../time.ts'
import type { Result } from './rows.ts'

export interface BrakeRule {
  readonly first: number
  readonly times: number
  readonly least: number
}

/** The limit of a night, from the nights before it. */
export function brakeLimit(
  before: readonly Pick<Result, 'as_of' | 'planned'>[],
  { first, times, least }: BrakeRule,
  asOf: string,
): number {
  const from = nextDay(asOf, -28)
  const nights = [
    ...Map.groupBy(
      before.filter(({ as_of }) => as_of >= from),
      ({ as_of }) => as_of,
    ).values(),
  ]
  const planned = nights
    .map((rows) => rows.reduce((total, row) => total + row.planned, 0))
    .filter((emails) => emails > 0)
  if (planned.length < 7) return first
  return Math.max(least, Math.floor(times * median(planned)))
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const [low = 0, high = 0] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[middle]]
  return (low + high) / 2
}
