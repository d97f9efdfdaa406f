/** What `nocturne deliver` says. */
import type { Delivered } from '../../deliver.ts'
import type { DeliveredReports } from '../../deliver-report.ts'
import { tryText } from '../../domain/ledger/message.ts'
import { count, plural } from '../../domain/report/format.ts'
import type { Uncertain } from '../../ledger.ts'
import { mark } from '../../terminal.ts'
import type { Io } from '../command.ts'

/** What a run did; `where` follows on `3 emails sent`. */
export function deliveredLines(
  { counts, later, stopped }: Pick<Delivered, 'counts' | 'later' | 'stopped'>,
  where: string,
  { out }: Io,
): string {
  const { sent = 0, ...others } = counts
  const lines = [`${mark(out, 'green', '✓')} ${emails(sent)} sent${where}`]
  for (const [word, number] of Object.entries(others).sort())
    lines.push(`  ${emails(number)} ${word.replace(' ', ': ')}`)
  if (later > 0) lines.push(`  ${emails(later)} for a later run`)
  if (stopped !== undefined) lines.push(`${mark(out, 'red', '✗')} Stopped: ${stopped}`)
  return `${lines.join('\n')}\n`
}

/** Why nothing goes out, whatever nights decided. */
export const notLiveLine = ({ out }: Io): string =>
  `${mark(out, 'yellow', '!')} Nothing is sent: sending.live is false in nocturne.yaml.\n`

/** Nights that wait for a person; `flag` is what makes a command mean this shop. */
export const heldNightLines = (held: readonly string[], flag: string, { out }: Io): string =>
  held
    .map(
      (asOf) =>
        `${mark(out, 'yellow', '!')} The emails of ${asOf} are held back; nocturne release ${asOf}${flag} lets them go.\n`,
    )
    .join('')

/** Emails that a person has to decide about; nothing when there are none. */
export function uncertainLines(left: readonly Uncertain[], flag: string, { out }: Io): string {
  if (left.length === 0) return ''
  const lines = left.map(
    ({ one, since, claim }) => `    ${since}  ${claim.campaignId}  ${tryText(one)}\n`,
  )
  return `${mark(out, 'yellow', '!')} ${emails(left.length)} may or may not have been sent:
${lines.join('')}
  Do one of these:
    · nocturne deliver --let-go <id>${flag}
    · nocturne deliver --again <id>${flag}, if twice is better than never
`
}

const emails = (number: number) => `${count(number)} ${plural(number, 'email', 'emails')}`

/** What became of the nightly report, where anything did. */
export const reportLines = (reports: DeliveredReports): string =>
  Object.entries(reports)
    .map(([word, number]) => `  ${count(number)} nightly ${plural(number, 'report')} ${word}\n`)
    .join('')
