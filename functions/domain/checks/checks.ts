/** Checks of what the files gave: which query, and what a person is told when one fails. */
import { SourceError } from '../../errors.ts'
import { nextDay } from '../time.ts'

export interface CheckResult {
  readonly check: string
  readonly source: string
  readonly severity: string
  readonly value: number
  readonly limit: number
  readonly detail: string | null
}

/** `check_results` from the texts of the checks. */
export function checkResultsQuery(checks: readonly string[]): string {
  const results = checks.map((text) => `(\n${text.replace(/^--.*\n/, '')})`)
  return `select
    cast("check" as varchar) as "check",
    cast(source as varchar) as source,
    cast(severity as varchar) as severity,
    cast(value as decimal(18,6)) as value,
    cast("limit" as decimal(18,6)) as "limit",
    passed,
    cast(detail as varchar) as detail
from (
${results.join('\nunion all\n')}
) as results`
}

/** What a failed check says, and what to do about it. */
export function explained(result: CheckResult): {
  readonly message: string
  readonly next: readonly string[]
} {
  const { check, source, value, limit, detail } = result
  const explain = messages[check]
  if (!explain) throw new Error(`no message for check ${check}`)
  return explain({ source, value, limit, detail: detail ?? '' })
}

/** The error that ends a night because of checks that must hold. */
export function stopped(failed: readonly CheckResult[]): SourceError {
  const all = failed.map(explained)
  const [first, ...others] = all
  return new SourceError(first?.message ?? 'a check failed', {
    details: others.map(({ message }) => `also: ${message}`),
    next: [...new Set(all.flatMap(({ next }) => next))],
  })
}

interface Facts {
  readonly source: string
  readonly value: number
  readonly limit: number
  readonly detail: string
}

const percent = (rate: number) => `${Math.round(rate * 1000) / 10} %`

const messages: Readonly<
  Record<string, (facts: Facts) => { readonly message: string; readonly next: readonly string[] }>
> = {
  stale: ({ source, value, limit, detail }) => ({
    message: `${source}: newest row is ${detail}, ${value} days before the night; at most ${limit} are allowed`,
    next: [
      `bring newer files and run again, or nocturne run --date ${nextDay(detail)}`,
      `if the shop was quiet that long, raise checks.${source}.staleDays`,
    ],
  }),
  empty: ({ source, detail }) => ({
    message: `${source}: has no rows`,
    next: [`export ${detail} again, then run again`],
  }),
  'rejected-rate': ({ source, value, limit, detail }) => ({
    message: `${source}: ${detail} rows are rejected, ${percent(value)}; at most ${percent(limit)} are allowed`,
    next: [
      `correct the mapping of sources.${source} in nocturne.yaml (format, decimal, encoding), then run again`,
      `if the file is right, raise checks.${source}.maxRejectedRate`,
    ],
  }),
  shrunk: ({ source, value, limit, detail }) => ({
    message: `${source}: ${detail}: ${percent(value)} fewer; at most ${percent(limit)} are allowed`,
    next: [
      `export ${source} again with all its years, then run again`,
      `if the file is right, raise checks.${source}.shrinkRate for one night`,
    ],
  }),
  grown: ({ source, value, limit, detail }) => ({
    message: `${source}: ${detail}: ${percent(value)} more; at most ${percent(limit)} are allowed`,
    next: [
      `see that no file of ${source} is there twice, then run again`,
      `if the file is right, raise checks.${source}.growRate for one night`,
    ],
  }),
  accounted: ({ source, value }) => ({
    message: `${source}: ${value} rows are unaccounted for: this is a fault of ours, not of the file`,
    next: ['please report it with the file’s header'],
  }),
  currencies: ({ source, detail }) => ({
    message: `${source}: orders are in ${detail}, and nothing says what one is worth in another`,
    next: [
      'set company.currency and add a source of fx_rates (date, currency, rate)',
      'or give one currency only: drop the currency column from the mapping if they are all the same',
    ],
  }),
}
