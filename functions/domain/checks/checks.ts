/** Checks of what the files gave: which query, and what a person is told when one fails. */
import { z } from 'zod'
import { SourceError } from '../../errors.ts'
import { numberCell } from '../cells.ts'
import { nextDay } from '../time.ts'

/** A row of `check_results`. */
export const checkResult = z.object({
  check: z.string(),
  source: z.string(),
  severity: z.enum(['stop', 'warn']),
  value: numberCell,
  limit: numberCell,
  detail: z.string().nullable(),
})
export type CheckResult = Readonly<z.output<typeof checkResult>>

/** The rows of it that failed. */
export const failedQuery = `select "check", source, severity, value, "limit", detail from check_results
where not passed
order by "check", source`

/** What a person is told: the finding, and what may be done about it. */
export interface Explanation {
  readonly message: string
  readonly next: readonly string[]
}

/** `check_results` from the texts of the checks. */
export function checkResultsQuery(checks: readonly string[]): string {
  const results = checks.map((text) => `select * from (\n${text.replace(/^--.*\n/, '')})`)
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
export function explained(result: CheckResult): Explanation {
  const explain = explanations[result.check]
  if (!explain) throw new Error(`no message for check ${result.check}`)
  return explain({ ...result, detail: result.detail ?? '' })
}

/** The error that ends a night because of checks that must hold; `examples` are of what the files held. */
export function stopped(failed: readonly CheckResult[], examples: readonly string[]): SourceError {
  const [first, ...others] = failed.map(explained)
  return new SourceError(first?.message ?? 'a check failed', {
    details: [...examples, ...others.map(({ message }) => `also: ${message}`)],
    next: [...new Set([first, ...others].flatMap((one) => one?.next ?? []))],
  })
}

type Facts = Omit<CheckResult, 'detail'> & { readonly detail: string }

const percent = (rate: number) => `${Math.round(rate * 1000) / 10} %`

/** Counts with commas between their thousands, as everywhere. */
const counts = (detail: string) =>
  detail.replace(/\d+/g, (digits) => Number(digits).toLocaleString('en'))

const explanations: Readonly<Record<string, (facts: Facts) => Explanation>> = {
  stale: ({ source, value, limit, detail }) => ({
    message: `${source}: newest row is ${detail}, ${value} days before the night; at most ${limit} are allowed`,
    next: [
      `bring newer files and run again, or nocturne run --date ${nextDay(detail)}`,
      `if the shop was quiet that long, raise checks.${source}.staleDays`,
    ],
  }),
  unseen: ({ source, detail }) => ({
    message: `${source}: its first row is of ${detail}, and the night sees only what was before it`,
    next: [
      `nocturne run --date ${nextDay(detail)}, or a later date`,
      `if its days are earlier, correct their format in sources.${source}`,
    ],
  }),
  empty: ({ source, value, detail }) => ({
    message: `${source}: ${value === 1 ? `${detail} has` : `${value} files have`} no rows${value === 1 ? '' : `: ${detail}`}`,
    next: [`export ${detail} again, then run again`],
  }),
  'rejected-rate': ({ source, value, limit, detail }) => ({
    message: `${source}: ${counts(detail)} rows are rejected, ${percent(value)}; at most ${percent(limit)} are allowed`,
    next: [
      `correct the mapping of sources.${source} in nocturne.yaml (format, decimal, encoding), then run again`,
      `if the file is right, raise checks.${source}.maxRejectedRate`,
    ],
  }),
  volume: ({ source, value, limit, detail }) => {
    const isFewer = value < 0
    return {
      message: `${source}: ${counts(detail)}: ${percent(Math.abs(value))} ${isFewer ? 'fewer' : 'more'}; at most ${percent(Math.abs(limit))} are allowed`,
      next: isFewer
        ? [
            `export ${source} again with all its years, then run again`,
            `if the file is right, raise checks.${source}.shrinkRate for one night`,
          ]
        : [
            `see that no file of ${source} is there twice, then run again`,
            `if the file is right, raise checks.${source}.growRate for one night`,
          ],
    }
  },
  accounted: ({ source, value, detail }) => ({
    message: `${source}: ${value} rows of ${detail} are unaccounted for: this is a fault of ours, not of the file`,
    next: ['please report it with the file’s header'],
  }),
  repeated: ({ source, detail }) => ({
    message: `${source}: ${counts(detail)}, and count twice: say whose they are in sources.${source}.tables.orders.repeats ({ of: … } leaves them out, false keeps them)`,
    next: [
      `sources.${source}.tables.orders.repeats: { of: … } leaves them out; repeats: false says that they are orders of their own`,
    ],
  }),
  currencies: ({ source, detail }) => ({
    message: `${source}: orders are in ${detail}, and nothing says what that is worth in the company’s currency`,
    next: [
      'add a source of fx_rates (date, currency, rate) into company.currency, and set that if it is not set',
      'if all orders are in one currency, leave the currency out of the mapping',
    ],
  }),
}
