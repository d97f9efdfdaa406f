/** What SES puts on the bus, recorded. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** An event as SES words it, but for the message that it is about: the id of its try. */
export const recorded = (name: string, id: string): object =>
  JSON.parse(
    readFileSync(join(import.meta.dirname, `ses-events/${name}.json`), 'utf8').replace(
      'MESSAGE',
      id,
    ),
  )
