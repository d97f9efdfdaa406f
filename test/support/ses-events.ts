/** What SES puts on the bus, recorded. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** An event as SES words it, but for the message that it is about, the id of its try, and its day. */
export const recorded = (name: string, id: string, day = '2026-03-10'): object =>
  JSON.parse(
    readFileSync(join(import.meta.dirname, `ses-events/${name}.json`), 'utf8')
      .replace('MESSAGE', id)
      .replaceAll('2026-03-10', day),
  )
