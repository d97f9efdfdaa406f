/** What people said, and what came back from their addresses: what may be sent to whom. */
import type { PersonBody } from './bodies.ts'

export type PersonKind = PersonBody['kind']

/** What the name of an object below `ledger/people/` says: no body need be read before a send. */
export interface PersonRecord {
  /** When, ISO text in UTC. */
  readonly at: string
  readonly kind: PersonKind
  readonly purpose?: string
}

/** Where what concerns a customer or an address lies; `who` is the one’s or the other’s hash. */
export const personPrefix = (who: string): string => `ledger/people/${who}`

export const personKey = (who: string, { at, kind, purpose }: PersonRecord): string =>
  `${personPrefix(who)}/${at.replaceAll(/[-:]/g, '')}.${kind}${purpose ? `.${purpose}` : ''}.json`

/** The record that a key names; undefined for a key of anything else. */
export function recordIn(key: string): PersonRecord | undefined {
  const [, date, time, kind, purpose] = forAll.exec(key) ?? forPurpose.exec(key) ?? []
  if (!date || !time || !kind) return undefined
  const on = `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`
  const at = `${on}T${time.slice(0, 2)}:${time.slice(2, 4)}:${time.slice(4)}Z`
  return { at, kind: kind as PersonKind, ...(purpose && { purpose }) }
}

// To the last letter: who may put a no may put whatever has that word, or a folder called so, in its name.
const forAll =
  /^ledger\/people\/[0-9a-f]{64}\/(\d{8})T(\d{6}\.\d{3})Z\.(bounced|complained|erased|restored)\.json$/
const forPurpose =
  /^ledger\/people\/[0-9a-f]{64}\/(\d{8})T(\d{6}\.\d{3})Z\.(granted|withdrawn)(?:\.([a-z][a-z0-9_-]*))?\.json$/

/**
 * Why a message of a purpose may not be sent; undefined when it may. `saidYesAt` is the yes that the night decided on:
 * a later one than a no counts again. Of a yes and a no at one instant the no counts.
 */
export function refusal(
  records: readonly PersonRecord[],
  purpose: string,
  saidYesAt?: string,
): 'erased' | 'complained' | 'bounced' | 'withdrawn' | undefined {
  const has = (kind: PersonKind) => records.some((record) => record.kind === kind)
  if (isErased(records)) return 'erased'
  if (has('complained')) return 'complained'
  if (has('bounced')) return 'bounced'
  const latest = (kind: PersonKind) =>
    records
      .filter((one) => one.kind === kind && (one.purpose ?? purpose) === purpose)
      .reduce((last, { at }) => Math.max(last, Date.parse(at)), Number.NEGATIVE_INFINITY)
  const yes = Math.max(
    latest('granted'),
    saidYesAt ? Date.parse(saidYesAt) : Number.NEGATIVE_INFINITY,
  )
  const no = latest('withdrawn')
  return no > Number.NEGATIVE_INFINITY && no >= yes ? 'withdrawn' : undefined
}

/** Whether a person was erased, and nobody has taken that back since. */
export function isErased(records: readonly PersonRecord[]): boolean {
  const last = (kind: PersonKind) =>
    records.filter((one) => one.kind === kind).reduce((max, { at }) => (at > max ? at : max), '')
  return last('erased') > last('restored')
}
