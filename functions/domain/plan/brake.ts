/** How many emails a night may plan before all of them are held back: as `outbox_brakes.sql` has it. */

export interface BrakeRule {
  readonly first: number
  readonly times: number
  readonly least: number
}

/** The limit of a night, from the emails that earlier nights let go, in the order of the nights. */
export function brakeLimit(emails: readonly number[], { first, times, least }: BrakeRule): number {
  const latest = emails.slice(-28).toSorted((a, b) => a - b)
  const median = latest[Math.floor((latest.length + 1) / 2) - 1] ?? 0
  return Math.max(latest.length < 7 ? first : Math.floor(median * times), least)
}
