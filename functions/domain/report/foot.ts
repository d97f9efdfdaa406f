import { fullDate } from './dates.ts'
import { type Html, html } from './html.ts'

/** How the night ran: the only figures of the page that no query returns. */
export interface Foot {
  readonly run: string
  readonly asOf: string
  readonly timeZone: string
  /** The night that this one is compared with, e.g. `2026-03-09-1`. */
  readonly previous?: string | undefined
  readonly configHash: string
  readonly previousConfigHash?: string | undefined
  readonly seconds: number
  readonly queries: number
  /** What the engine read and charged for it; absent where it charges nothing. */
  readonly charged?: { readonly bytes: number; readonly dollars: number }
  readonly minimumSegment: number
}

/** The foot of the page. */
export function foot(night: Foot): Html {
  const lines: readonly (readonly [string, string])[] = [
    ['Run', night.run],
    ['As of', `${fullDate(night.asOf)}, 00:00 ${night.timeZone}`],
    ['Compared with', night.previous ?? 'nothing: the first night'],
    ['Config', `${shortHash(night.configHash)}${sameAs(night)}`],
    ['Seconds before this page', night.seconds.toFixed(1)],
    ['Queries', String(night.queries)],
    ...chargedLines(night),
  ]
  return html`<footer class="foot" aria-labelledby="h-foot"><h2 id="h-foot">This night</h2><dl>${lines.map(
    ([term, text]) => html`<div><dt>${term}</dt><dd>${text}</dd></div>`,
  )}</dl><p class="fine">No names and no addresses in this report. Groups of fewer than ${String(
    night.minimumSegment,
  )} customers are not broken down. Every figure above is the result of a query: <b>nocturne report --sources</b> prints them, <b>nocturne query</b> asks them again.</p></footer>`
}

function chargedLines({ charged, queries, seconds }: Foot): readonly (readonly [string, string])[] {
  if (!charged) return []
  const { bytes, dollars } = charged
  const megabytes = Math.round(bytes / 1e6).toLocaleString('en')
  const cost = dollars.toFixed(dollars < 1 ? 4 : 2)
  return [
    ['Cost', `$${cost} for ${megabytes} MB read in ${queries} queries and ${seconds.toFixed(1)} s`],
  ]
}

const shortHash = (hash: string) => `${hash.slice(0, 4)} ${hash.slice(4, 8)}`

function sameAs({ configHash, previousConfigHash }: Foot): string {
  if (previousConfigHash === undefined) return ''
  return configHash === previousConfigHash ? ' (unchanged)' : ' (changed since)'
}
