import type { StageSummary } from '../stage.ts'
import { mark, printable } from '../terminal.ts'

/** `Tuesday 10 March 2026` */
export const longDate = (date: string): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeZone: 'UTC' })
    .format(new Date(date))
    .replace(',', '')

/** What is said when a night has ended: its totals, warnings, where the report is; `hint` only on a terminal. */
export function doneLines(
  out: NodeJS.WriteStream,
  summaries: readonly StageSummary[],
  report: string,
  hint: string,
): string {
  const total = (of: (summary: StageSummary) => number) =>
    summaries.reduce((sum, summary) => sum + of(summary), 0)
  const warnings = summaries.flatMap((summary) => summary.warnings)
  if (!out.isTTY) {
    return [...warnings.map((warning) => JSON.stringify({ warning })), report, ''].join('\n')
  }
  const charged = summaries.some(({ dollars }) => dollars !== undefined)
  const cost = charged ? `$${total(({ dollars = 0 }) => dollars).toFixed(4)}` : 'no cost (DuckDB)'
  const seconds = total((summary) => summary.seconds).toFixed(1)
  const megabytes = Math.round(total(({ bytes }) => bytes) / 1e6)
  const figures = `${total(({ queries }) => queries)} queries · ${megabytes} MB read · ${cost}`
  return [
    `\nDone in ${seconds} s · ${figures}`,
    ...warnings.map((warning) => `${mark(out, 'yellow', '!')} ${printable(warning)}`),
    `\n  report  ${report}${hint}`,
    '',
  ].join('\n')
}
