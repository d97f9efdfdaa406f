/** The days after a night: what is known of them tonight. */
import type { Campaign } from '../../config/campaigns.ts'
import { count } from '../report/format.ts'
import type { Result } from './rows.ts'

/** A night that has not come, decided on what tonight knows. */
export interface AheadNight {
  readonly asOf: string
  readonly funnels: readonly Result[]
}

/** A day’s numbers, and the campaigns that plan something, most first. */
export interface AheadDay {
  readonly asOf: string
  readonly due: number
  readonly planned: number
  readonly campaigns: readonly { readonly name: string; readonly planned: number }[]
}

/** The days in order. */
export const daysAhead = (
  nights: readonly AheadNight[],
  campaign?: string | undefined,
): readonly AheadDay[] =>
  nights.map(({ asOf, funnels }) => {
    const own = funnels.filter((one) => campaign === undefined || one.campaign_id === campaign)
    return {
      asOf,
      due: sum(own.map(({ due }) => due)),
      planned: sum(own.map(({ planned }) => planned)),
      campaigns: own
        .filter(({ planned }) => planned > 0)
        .map(({ name, planned }) => ({ name, planned }))
        .toSorted((a, b) => b.planned - a.planned),
    }
  })

/** What is not in these numbers. */
export function unforeseen(results: readonly Result[], campaigns: readonly Campaign[]): string {
  const usual = usualOfTriggers(results, campaigns)
  return [
    'As far as tonight knows: nobody orders, joins, or changes their mind until then.',
    ...(campaigns.some(({ trigger }) => trigger !== undefined)
      ? [
          `What customers will do can’t be foreseen: triggers come on top${usual === undefined ? '' : `, usually ${count(usual)} a night`}.`,
        ]
      : []),
  ].join(' ')
}

/** What triggers planned in an ordinary night of the last four weeks: the median; undefined without seven nights. */
function usualOfTriggers(
  results: readonly Result[],
  campaigns: readonly Campaign[],
): number | undefined {
  const triggered = new Set(
    campaigns.filter(({ trigger }) => trigger !== undefined).map(({ id }) => id),
  )
  const nights = [...Map.groupBy(results, ({ as_of }) => as_of)]
    .toSorted(([a], [b]) => (a < b ? 1 : -1))
    .slice(0, 28)
    .map(([, rows]) =>
      sum(rows.filter((row) => triggered.has(row.campaign_id)).map(({ planned }) => planned)),
    )
    .toSorted((a, b) => a - b)
  return nights.length < 7 ? undefined : nights[Math.floor(nights.length / 2)]
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
