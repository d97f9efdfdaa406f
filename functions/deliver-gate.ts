/** Whether messages of a run may begin, and why not. */
import { pausedSince } from './pause.ts'
import type { Clock, Files, MailLimits } from './platform/ports.ts'

interface Gated {
  readonly files: Files
  readonly clock: Clock
  /** After it no message begins. */
  readonly until?: Date
}

/** Opens the gate of a run: it closes for a pause, for the time, for the quota, and for a service that takes nothing. */
export function openGate({ files, clock, until }: Gated, limits: MailLimits) {
  let left = limits.left
  let unknown = 0
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
    answered(status: string, why: string, lasting: boolean) {
      unknown = status === 'unknown' ? unknown + 1 : 0
      accepted += status === 'accepted' ? 1 : 0
      if (lasting) reason ??= `the mail service takes nothing: ${why}`
      if (unknown >= mostUnknown)
        reason ??= `${mostUnknown} messages in a row without an answer: ${why}`
    },
  }
}

/** Milliseconds in which a pause is noticed. */
const betweenLooks = 2_000

/** More in a row is no accident, and each of them would wait for a person. */
const mostUnknown = 10
