/** What the MailEvents function does with an event, whatever it stands on. */
import { mailEventIn } from '../domain/ledger/mail-event.ts'
import { takeMailEvent } from '../mail-events.ts'
import type { Files } from '../platform/ports.ts'

export interface MailEventsDependencies {
  readonly files: Files
  readonly now: () => Date
  /** Writes a line of the log. */
  readonly write: (line: string) => void
}

/** Takes an event of the mail service in. Throws when the lake can’t be written: then it is delivered again. */
export const mailEventsHandler =
  ({ files, now, write }: MailEventsDependencies) =>
  async (event: unknown): Promise<{ readonly taken: boolean }> => {
    const taken = await takeMailEvent(files, event, now())
    // The event names an address: no more of it than this.
    write(JSON.stringify({ mailEvent: mailEventIn(event)?.kind ?? 'other', taken }))
    return { taken }
  }
