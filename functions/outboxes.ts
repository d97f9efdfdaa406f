/** Which nights’ emails may go out. */
import type { Outbox } from './deliver.ts'
import { nextDay } from './domain/time.ts'
import { outboxPrefix, publishedNights } from './lake.ts'
import type { Files } from './platform/ports.ts'
import { heldBackBy, releasedAt } from './release.ts'

/** The outboxes of the last seven nights, and the dates of those that wait for a person. */
export async function outboxesOf(
  files: Files,
  now: Date,
): Promise<{ readonly outboxes: readonly Outbox[]; readonly held: readonly string[] }> {
  const from = nextDay(now.toISOString().slice(0, 10), -7)
  const outboxes: Outbox[] = []
  const held: string[] = []
  const nights = await publishedNights(files)
  for (const night of nights.filter(({ asOf }) => asOf >= from)) {
    const { asOf, attempt } = night
    const isHeld = await heldBackBy(files, night)
    if (!isHeld || (await releasedAt(files, night)) !== undefined)
      outboxes.push({ night: `${asOf}-${attempt}`, prefix: outboxPrefix(night) })
    // What an earlier night held back is offered again by the next one.
    else if (asOf === nights.at(-1)?.asOf) held.push(asOf)
  }
  return { outboxes, held }
}
