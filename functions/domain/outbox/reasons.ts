/** Why a message does not go out tonight: every reason of docs/campaigns.md, in the order in which they are looked at. */

/** Which number of a campaign’s funnel a reason lessens. */
export type FunnelStep = 'eligible' | 'consented' | 'held_out' | 'capped' | 'cooled'

export interface Reason {
  /** As the heading of a line: `No consent for this purpose`. */
  readonly words: string
  /** What it means for the customer, or what to do about it. */
  readonly means: string
  /** Held: looked at anew on the next night. Skipped: this message is not offered again. */
  readonly kind: 'skip' | 'hold'
  readonly step: FunnelStep
  /** Later occasions are skipped for it too, until the customer or a person changes something. */
  readonly final?: true
}

export const reasons = {
  'already-sent': {
    words: 'Sent before',
    means: 'The same message went out on an earlier night.',
    kind: 'skip',
    step: 'eligible',
  },
  gone: {
    words: 'In no source any more',
    means: 'No source has the customer tonight.',
    kind: 'skip',
    step: 'eligible',
  },
  expired: {
    words: 'Waited until it was too late',
    means: 'It was held until its last date had passed: window sets how long that is.',
    kind: 'skip',
    step: 'eligible',
  },
  'no-longer': {
    words: 'No longer so',
    means: 'While it waited, the state ended or the date was corrected.',
    kind: 'skip',
    step: 'eligible',
  },
  'not-in-audience': {
    words: 'Not in the audience',
    means: 'The campaign’s where does not hold.',
    kind: 'skip',
    step: 'eligible',
  },
  'no-address': {
    words: 'No address to write to',
    means: 'No address is known, or none that can be written to.',
    kind: 'skip',
    step: 'eligible',
    final: true,
  },
  'no-consent': {
    words: 'No consent for this purpose',
    means: 'No yes is on record that holds at the hour of sending, or there is a no.',
    kind: 'skip',
    step: 'consented',
    final: true,
  },
  'no-religious-consent': {
    words: 'Did not ask for the days of this faith',
    means: 'Faith is never guessed: only who asked for its days hears of them.',
    kind: 'skip',
    step: 'consented',
    final: true,
  },
  unsubscribed: {
    words: 'Unsubscribed',
    means: 'Until the customer says yes again.',
    kind: 'skip',
    step: 'consented',
    final: true,
  },
  complained: {
    words: 'Reported an email as spam',
    means: 'Nothing is sent to them any more.',
    kind: 'skip',
    step: 'consented',
    final: true,
  },
  bounced: {
    words: 'Address bounced',
    means: 'Until the address changes.',
    kind: 'skip',
    step: 'consented',
    final: true,
  },
  alias: {
    words: 'A marketplace’s address',
    means: 'Amazon and eBay give it for the order alone: until the customer’s own is known.',
    kind: 'skip',
    step: 'consented',
    final: true,
  },
  'held-out': {
    words: 'Held out from all email',
    means: 'On purpose, always the same people: they show what email does.',
    kind: 'skip',
    step: 'held_out',
    final: true,
  },
  'held-out-campaign': {
    words: 'Held out from this campaign',
    means: 'On purpose, always the same people: they show whether it works.',
    kind: 'skip',
    step: 'held_out',
    final: true,
  },
  'no-send-time': {
    words: 'The send time does not come round',
    means: 'The clocks change where they live and the night is an hour short.',
    kind: 'hold',
    step: 'capped',
  },
  'quiet-hours': {
    words: 'Quiet hours where they live',
    means: 'The send time lies within them: sending.quiet.',
    kind: 'hold',
    step: 'capped',
  },
  'day-cap': {
    words: 'Enough emails on that day',
    means: 'As many as sending.caps.day allows, to the customer or the address.',
    kind: 'hold',
    step: 'capped',
  },
  'week-cap': {
    words: 'Enough emails in seven days',
    means: 'As many as sending.caps.week allows, to the customer or the address.',
    kind: 'hold',
    step: 'capped',
  },
  cooldown: {
    words: 'The same campaign wrote lately',
    means: 'Within the campaign’s cooldown.',
    kind: 'skip',
    step: 'cooled',
  },
  'another-won': {
    words: 'Another email won today',
    means: 'One email a day goes to an address, the one of highest priority.',
    kind: 'hold',
    step: 'capped',
  },
  'night-cap': {
    words: 'The campaign’s emails of the night are taken',
    means: 'caps.night went to customers of higher expected value.',
    kind: 'hold',
    step: 'capped',
  },
} as const satisfies Readonly<Record<string, Reason>>

const byName: Readonly<Record<string, Reason>> = reasons

/** A reason by its name, as `outbox` has it; undefined for the name of none. */
export const reasonOf = (name: string | null | undefined): Reason | undefined =>
  name && Object.hasOwn(byName, name) ? byName[name] : undefined

/** A reason in words; its bare name where it is not known. */
export const reasonInWords = (name: string): string => reasonOf(name)?.words ?? name

/** Its place among the reasons, for lists that keep their order. */
export const placeOfReason = (name: string): number => {
  const place = Object.keys(byName).indexOf(name)
  return place < 0 ? Object.keys(byName).length : place
}
