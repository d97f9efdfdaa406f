/** What a customer said yes and no to, and what stops every email. */
import type { Config } from '../../config.ts'
import { reasonOf } from '../../domain/outbox/reasons.ts'
import { mark } from '../../terminal.ts'
import type { Io } from '../command.ts'
import type { Customer } from './customer.ts'
import { wrapped } from './wrap.ts'

/** A line a purpose, those without a word on record too, and a line a stop. */
export function consentLines(
  { consents, stops }: Customer,
  { consent }: Pick<Config, 'consent'>,
  cutoff: string,
  { out }: Io,
): string {
  const silent = Object.entries({ ...consent.purposes, profiling: consent.profiling })
    .filter(([purpose]) => !consents.some((one) => one.purpose === purpose))
    .map(([purpose, way]) => ({
      purpose,
      holds: way === 'opt-out',
      words: `nothing on record: ${way === 'opt-out' ? 'goes until a no' : 'needs a yes'}`,
    }))
  const said = consents.map((one) => ({
    purpose: one.purpose,
    holds: one.granted && !(one.expires_at && one.expires_at <= cutoff),
    words: saidInWords(one, cutoff),
  }))
  const lines = [...said, ...silent].map(({ purpose, holds, words }) =>
    marked(holds, out, `${purpose}: ${words}`),
  )
  const stopped = stops.map(({ reason, since }) =>
    marked(
      false,
      out,
      `${reasonOf(reason)?.words ?? reason}${since ? ` on ${moment(since)}` : ''}`,
    ),
  )
  return [...lines, ...stopped].join('')
}

function saidInWords(
  { granted, at, expires_at, given_in }: Customer['consents'][number],
  cutoff: string,
) {
  const when = at ? ` of ${moment(at)}` : ''
  const where = given_in ? `, in ${given_in}` : ''
  if (!granted) return `no${when}${where}`
  if (!expires_at) return `yes${when}${where}`
  return expires_at <= cutoff
    ? `a yes${when}${where} that ended on ${moment(expires_at)}`
    : `yes${when}${where}, until ${moment(expires_at)}`
}

/** `2026-03-10 09:00 UTC` */
export const moment = (instant: string): string => `${instant.slice(0, 16).replace('T', ' ')} UTC`

/** A line that begins with ✓ or ✗, so far in. */
export const marked = (holds: boolean, out: Io['out'], text: string, indent = 2): string =>
  wrapped(`${' '.repeat(indent)}? `, text).replace(
    '?',
    holds ? mark(out, 'green', '✓') : mark(out, 'red', '✗'),
  )
