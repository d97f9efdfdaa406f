/** `erase --check`: where in the lake somebody is still found, and until when. */
import { randomBytes } from 'node:crypto'
import { count, plural } from '../../domain/report/format.ts'
import { dateIn } from '../../domain/time.ts'
import { erasuresOf } from '../../erasures.ts'
import { publishedNights, readPublished } from '../../lake.ts'
import { openEngine } from '../../platform/local/engine.ts'
import { mailFolder, mailsIn } from '../../platform/local/mail-folder.ts'
import { lakeSalt } from '../../secrets.ts'
import { goneTables } from '../../stored.ts'
import { mark, printable } from '../../terminal.ts'
import type { Io } from '../command.ts'
import type { PublishedShop } from '../published-shop.ts'
import {
  findPerson,
  hashesOfPerson,
  type Person,
  personTables,
  tableNames,
  unseenPerson,
} from './person.ts'
import { foundIn, traces } from './search.ts'

/** Looks into every file for the person. Exit code 1 when something is left that should not be. */
export async function checkErased(
  shop: PublishedShop,
  wanted: string,
  name: string | undefined,
  io: Io,
): Promise<number> {
  const person = withName(await lastKnown(shop, wanted), name)
  const looked = traces(wanted, person)
  const mails = shop.flag === '' ? await mailsIn(mailFolder(io.cwd)) : []
  const keys = await shop.keys()
  const found = new Map<string, Set<string>>()
  const engine = await openEngine()
  try {
    const note = async (place: string, file: string, path: string) => {
      const words = await foundIn(engine, file, path, looked)
      if (words.length === 0) return
      found.set(place, new Set([...(found.get(place) ?? []), ...words]))
    }
    for (const key of keys) await shop.withCopy(key, (path) => note(placeOf(key), key, path))
    for (const path of mails) await note('mail', path, path)
  } finally {
    engine.close()
  }
  const goneBy = await promised(shop, person)
  io.out.write(told(wanted, found, keys.length + mails.length, goneBy, io))
  const today = dateIn(io.now, (await shop.config()).company.timeZone)
  return found.size === 0 || (goneBy !== undefined && today < goneBy) ? 0 : 1
}

/** The person as the newest kept night that knows them does; by what was given alone where none does. */
async function lastKnown(shop: PublishedShop, wanted: string): Promise<Person> {
  const config = await shop.config()
  for (const night of (await publishedNights(shop.files)).toReversed()) {
    const published = await readPublished(shop.files, night)
    if ((await goneTables(shop.files, published, tableNames)).length > 0) continue
    const reader = await shop.openTables(personTables(config, published))
    try {
      const person = await findPerson(reader, wanted)
      if (person) return person
    } finally {
      reader.close()
    }
  }
  return unseenPerson(config, wanted)
}

function withName(person: Person, name: string | undefined): Person {
  const [, first, last] = /^(\S+)\s+(.+)$/.exec(name?.trim() ?? '') ?? []
  return first && last ? { ...person, names: [...person.names, [first, last]] } : person
}

/** The last of the days by which nothing is left; undefined when the person was never erased. */
async function promised({ files }: PublishedShop, person: Person): Promise<string | undefined> {
  const salt = await lakeSalt(files, randomBytes)
  const { subjects, addresses, profiles } = hashesOfPerson(person, salt)
  const erasures = await erasuresOf(files, new Set([...subjects, ...addresses, ...profiles]))
  return [...erasures.values()]
    .map(({ goneBy }) => goneBy)
    .sort()
    .at(-1)
}

/** The class, date and attempt of a key, or its first folder. */
const placeOf = (key: string) =>
  /^(?:replays\/[^/]+\/)?[^/]+\/\d{4}-\d\d-\d\d(?:\/\d+(?=\/))?/.exec(key)?.[0] ??
  key.split('/')[0] ??
  key

function told(
  wanted: string,
  found: ReadonlyMap<string, ReadonlySet<string>>,
  files: number,
  goneBy: string | undefined,
  io: Io,
): string {
  const all = `${count(files)} ${plural(files, 'file')}`
  if (found.size === 0)
    return `${mark(io.out, 'green', '✓')} ${printable(wanted)} is in none of ${all}.\n`
  const width = Math.max(...[...found.keys()].map((place) => place.length))
  const lines = [...found]
    .sort()
    .map(([place, words]) => `  ${place.padEnd(width)}  ${[...words].sort().join(', ')}\n`)
  const until = goneBy === undefined ? 'was never erased' : `must be gone by ${goneBy}`
  return `${mark(io.out, 'yellow', '!')} ${printable(wanted)} is found in ${count(found.size)} ${plural(found.size, 'place')} of ${all}, and ${until}:\n\n${lines.join('')}`
}
