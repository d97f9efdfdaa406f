import { daysBetween, nextDay } from '../time.ts'

/** What a back-test hides: the days from `calibrationOn` up to the night. */
export interface BacktestWindow {
  /** The first hidden day: the models see the days before. */
  readonly calibrationOn: string
  /** The first day after those in which a customer had to buy so as not to have churned. */
  readonly soonOn: string
  readonly days: number
  readonly churnDays: number
}

/** What config says of it. */
export interface BacktestTerms {
  readonly backtestDays?: number | undefined
  readonly churnHorizonDays: number
}

/**
 * The window of a night's back-test: `backtestDays`, by default half the history and at most 184; undefined where that leaves
 * no day to learn from or none to hide. A churn horizon that is longer than the window is cut to it.
 * @example backtestWindow({ churnHorizonDays: 90 }, '2026-01-01', '2026-04-01')
 *   // { calibrationOn: '2026-02-15', soonOn: '2026-04-01', days: 45, churnDays: 45 }
 */
export function backtestWindow(
  { backtestDays, churnHorizonDays }: BacktestTerms,
  firstOrderOn: string,
  asOf: string,
): BacktestWindow | undefined {
  const history = daysBetween(firstOrderOn, asOf)
  const days = backtestDays ?? Math.min(longest, Math.floor(history / 2))
  if (days < 1 || days >= history) return undefined
  const calibrationOn = nextDay(asOf, -days)
  const churnDays = Math.min(churnHorizonDays, days)
  return { calibrationOn, soonOn: nextDay(calibrationOn, churnDays), days, churnDays }
}

const longest = 184
