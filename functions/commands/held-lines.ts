/** What is said of a night whose emails wait for a person. */
import { type HeldBack, type HeldCampaign, heldText } from '../domain/outbox/held.ts'
import { count } from '../domain/report/format.ts'
import type { Night } from '../lake.ts'
import type { Files } from '../platform/ports.ts'
import { heldBackBy, releasedAt } from '../release.ts'
import { mark, printable } from '../terminal.ts'
import type { Io } from './command.ts'
import { inColumns } from './in-columns.ts'

const mostCampaigns = 6

/** Says of a published night whether its emails wait for a person. Returns the exit code. */
export async function tellHeld(
  { out }: Pick<Io, 'out'>,
  files: Files,
  night: Night,
  flag: string,
): Promise<number> {
  const held = await heldBackBy(files, night)
  if (!held || (await releasedAt(files, night)) !== undefined) return 0
  out.write(heldLines(out, held, night.asOf, flag))
  return 1
}

/** Why, which campaigns they are of, and what may be done. One JSON line where nobody looks. */
export function heldLines(
  out: NodeJS.WriteStream,
  held: HeldBack,
  asOf: string,
  flag: string,
): string {
  if (!out.isTTY) return `${JSON.stringify({ held })}\n`
  const listed = held.campaigns.slice(0, mostCampaigns)
  const others = held.campaigns.slice(mostCampaigns)
  const rest = others.reduce((sum, { emails }) => sum + emails, 0)
  const rows = [
    ...listed.map(campaignCells),
    ...(others.length > 0 ? [['all others', count(rest), '', '']] : []),
  ]
  return `${mark(out, 'red', '✗')} ${printable(heldText(held))}

${inColumns(['campaign', 'tonight', 'usual', ''], rows).replaceAll(/^(?=.)/gm, '    ')}
  See them:      nocturne plan${flag} --date ${asOf}
  Let them go:   nocturne release ${asOf}${flag}        (all ${count(held.emails)}; there is no undo)
  Or change the campaign and run again. Nothing is sent until you decide; segments and report are published.
`
}

const campaignCells = ({ id, emails, usual, remark = '' }: HeldCampaign): readonly string[] => [
  id,
  count(emails),
  usual
    ? usual[0] === usual[1]
      ? count(usual[0])
      : `${count(usual[0])}–${count(usual[1])}`
    : 'new',
  remark,
]
