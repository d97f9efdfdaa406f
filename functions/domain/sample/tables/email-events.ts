import { missing, torn, unreadable } from '../dirt.ts'
import { lettersOf } from '../letters.ts'
import { customers } from '../people.ts'
import type { SampleTable } from '../table.ts'
import { dayOf, offsetText } from '../time.ts'

const header = ['message_id', 'customer', 'at', 'kind']

/** What became of letters: JSON lines, times with their offset. */
export const emailEvents: SampleTable = {
  name: 'email_events',
  path: 'email_events.jsonl.gz',
  form: 'json',
  header,
  dirt: [
    missing(['at', 'at'], 1051),
    unreadable(['at', 'at'], 1201, ['now', 'YYYY-06-31T08:00:00+02:00']),
    torn(1301),
  ],
  *rows(shop) {
    for (const person of customers(shop)) {
      for (const { id, wall, kind } of lettersOf(shop, person)) {
        yield { cells: [id, person.key, offsetText(wall), kind], day: dayOf(wall) }
      }
    }
  },
}
