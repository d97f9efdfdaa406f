/** Whether messages of a run may begin, and why not. */
import { pausedSince } from './pause.ts'
import type { Clock, Files, MailLimits, Sending } from './platform/ports.ts'

interface Gated {
  readonly files: Files
  readonly clock: Clock
  /** After it no message begins. */
  readonly until?: Date
}

/**
 * Opens the gate of a run: it closes for a pause, for the time, for the quota, and for a service that takes nothing, or
 * of which ten messages in a row come back refused or not at all.
 */
export function openGate({ files, clock, until }: Gated, limits: MailLimits) {
  let left = limits.left
  let unknown = 0
  let refused = 0
  let accepted = 0
  let reason: string | undefined
  let lookedAt = Number.NEGATIVE_INFINITY
  let look = Promise.resolve()
  const lookForPause = async () => {
    const since = await pausedSince(files)
    if (since !== undefined) reason ??= `sending is paused since ${since}`
  }
  return {
    async isOpen() {
      const now = clock.now()
      if (until && now >= until) reason ??= 'the time is over'
      if (now.getTime() - lookedAt >= betweenLooks) {
        lookedAt = now.getTime()
        look = lookForPause()
      }
      await look
      return reason === undefined
    },
    reason: () => reason,
    accepted: () => accepted,
    close(why: string) {
      reason ??= why
    },
    take() {
      left -= 1
      if (left < 0) reason ??= 'the quota of the day is used up'
      return left >= 0
    },
    answered(status: Sending['status'], why: string, lasting: boolean) {
      if (status === 'accepted') {
        accepted += 1
        unknown = 0
        refused = 0
      }
      if (status === 'unknown') unknown += 1
      if (status === 'rejected' || status === 'denied') refused += 1
      if (lasting) reason ??= `the mail service takes nothing: ${why}`
      if (unknown >= mostInARow)
        reason ??= `${mostInARow} messages in a row without an answer: ${why}`
      if (refused >= mostInARow) reason ??= `${mostInARow} messages in a row were refused: ${why}`
    },
  }
}

/** Milliseconds in which a pause is noticed. */
const betweenLooks = 2_000

/** More in a row is no accident: each without an answer would wait for a person, each that is refused would be lost. */
const mostInARow = 10
