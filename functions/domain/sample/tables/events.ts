import { eventsOf } from '../browsing.ts'
import { blanks, contradicted, missing, put, torn, twice, unreadable } from '../dirt.ts'
import { people } from '../people.ts'
import type { SampleTable } from '../table.ts'
import { dayOf, utcText } from '../time.ts'

const header = [
  'id',
  'customer',
  'ts',
  'event',
  'channel',
  'device',
  'os',
  'app_version',
  'properties',
]

/** What people did on the site and in the app: JSON lines, UTC. */
export const events: SampleTable = {
  name: 'events',
  path: 'events.jsonl.gz',
  form: 'json',
  header,
  dirt: [
    torn(709),
    missing(['ts', 'occurred_at'], 809),
    unreadable(['ts', 'occurred_at'], 911, ['YYYY-02-30T10:00:00Z', '1700000000', 'null']),
    twice(397),
    contradicted(853, put('event', ['screen_view'])),
    blanks(127, ['customer', 'event', 'device']),
  ],
  *rows(shop) {
    for (const person of people(shop)) {
      for (const [index, event] of eventsOf(shop, person).entries()) {
        yield {
          cells: [
            `${person.number.toString(36)}-${index}`,
            person.key,
            utcText(event.wall),
            event.name,
            event.channel,
            event.device,
            event.os,
            event.appVersion,
            event.properties,
          ],
          day: dayOf(event.wall),
        }
      }
    }
  },
}
