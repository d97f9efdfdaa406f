/** Erases: who it is, whether it is meant, what is gone at once and what by when. */
import { daysInBucket, daysToErase, type Erasure } from '../../domain/ledger/erasure.ts'
import { count, plural } from '../../domain/report/format.ts'
import { dateIn, nextDay } from '../../domain/time.ts'
import { erase, erasuresOf } from '../../erasures.ts'
import { NocturneError, UsageError } from '../../errors.ts'
import { mailFolder, removeMails } from '../../platform/local/mail-folder.ts'
import { goneTables } from '../../stored.ts'
import { printable } from '../../terminal.ts'
import type { Io } from '../command.ts'
import { loadNight } from '../load.ts'
import type { PublishedShop } from '../published-shop.ts'
import {
  findPerson,
  hashesOfPerson,
  type Person,
  personTables,
  tableNames,
  unseenPerson,
} from './person.ts'

export interface Wish {
  readonly wanted: string
  readonly salt: string
  readonly isYes: boolean
  readonly isUnseen: boolean
}

/** Erases the person that is wanted, and prints the receipt. Throws when there is none, or it is not confirmed. */
export async function eraseNow(shop: PublishedShop, wish: Wish, io: Io): Promise<number> {
  const { wanted, salt, isUnseen } = wish
  const { files } = shop
  const config = await shop.config()
  const unseen = unseenPerson(config, wanted)
  const person = (await knownPerson(shop, wanted)) ?? unseen
  const hashes = hashesOfPerson(person, salt)
  const before = await erasedBefore(shop, person === unseen, hashes)
  if (before) {
    io.out.write(`${printable(wanted)} was erased before.\n\n${receipt(...before)}`)
    return 0
  }
  if (person === unseen && !isUnseen) throw nobody(wanted, shop.flag)
  if (person === unseen && person.addresses.length === 0 && person.profiles.length > 1)
    throw unclear(wanted, person, shop.flag)
  await confirm(person, wish, io)
  const days = shop.flag === '' ? daysToErase : daysInBucket(config.retention)
  const erasure: Omit<Erasure, 'version'> = {
    at: io.now.toISOString(),
    night: (await files.folders('runs')).at(-1) ?? null,
    ...hashes,
    goneBy: nextDay(dateIn(io.now, config.company.timeZone), days),
  }
  const key = await erase(files, erasure)
  // Where the shop is deployed, mail/ holds nothing of it.
  const mails = shop.flag === '' ? await removeMails(mailFolder(io.cwd), person.addresses) : 0
  io.out.write(receipt(key, { version: 1, ...erasure }))
  if (mails > 0) io.out.write(`  removed       ${count(mails)} ${plural(mails, 'file')} in mail/\n`)
  return 0
}

/** The person as the night in force knows them. */
async function knownPerson(shop: PublishedShop, wanted: string): Promise<Person | undefined> {
  const night = await loadNight(shop)
  if ((await goneTables(shop.files, night, tableNames)).length > 0) {
    throw new NocturneError(`the customers of ${night.asOf} are not kept any more`, {
      details: ['whose ids and addresses belong together is known from the last nights alone'],
      next: [`run a night, then nocturne erase${shop.flag} again`],
    })
  }
  const reader = await shop.openTables(personTables(await shop.config(), night))
  try {
    return await findPerson(reader, wanted)
  } finally {
    reader.close()
  }
}

/** The erasure that says all of it already; of somebody whom no night knows, any that says a part. */
async function erasedBefore(
  { files }: PublishedShop,
  isUnseen: boolean,
  { subjects, addresses, profiles }: Pick<Erasure, 'subjects' | 'addresses' | 'profiles'>,
): Promise<readonly [string, Erasure] | undefined> {
  const all = [...subjects, ...addresses, ...profiles]
  const found = await erasuresOf(files, new Set(all))
  const said = new Set(
    [...found.values()].flatMap((one) => [...one.subjects, ...one.addresses, ...one.profiles]),
  )
  return isUnseen || all.every((hash) => said.has(hash)) ? [...found][0] : undefined
}

const nobody = (wanted: string, flag: string) =>
  new NocturneError(`the night in force knows no ${printable(wanted)}`, {
    details: ['an id counts as it stands in the shop’s files, an address in any case'],
    next: [
      `see ids with: nocturne query${flag} "select customer_id from customers limit 10"`,
      `nocturne erase${flag} ${printable(wanted)} --unseen, to leave them out if they come`,
    ],
  })

/** An id alone may be somebody else’s in another system. */
const unclear = (wanted: string, { profiles }: Person, flag: string) =>
  new UsageError(
    `the shop has several systems, and no night says which one has ${printable(wanted)}`,
    {
      next: profiles.map(
        ({ id_space }) => `nocturne erase ${id_space}:${printable(wanted)} --unseen${flag}`,
      ),
    },
  )

async function confirm({ ids, profiles, addresses }: Person, wish: Wish, io: Io): Promise<void> {
  const wanted = printable(wish.wanted)
  if (wish.isYes) return
  if (!io.ask) {
    throw new UsageError('erase asks first, and there is no terminal to ask on', {
      next: [`nocturne erase ${wanted} --yes`],
    })
  }
  const known =
    ids.length === 0
      ? 'no night has seen it'
      : `known as ${ids.map(printable).join(', ')}, of ${count(profiles.length)} ${plural(profiles.length, 'profile')} and ${count(addresses.length)} ${plural(addresses.length, 'address', 'addresses')}`
  const answer = await io.ask(`Erase ${wanted} (${known})? What is gone does not come back. [y/N] `)
  if (!/^y(es)?$/i.test(answer.trim())) throw new NocturneError('nobody was erased')
}

/** The receipt: it names nobody, so that it may be kept. */
function receipt(key: string, { at, subjects, addresses, profiles, goneBy }: Erasure): string {
  const [subject] = [...subjects, ...addresses, ...profiles]
  return `Erased ${at}
  subject       ${subject}
  at once       nothing is sent, to ${count(addresses.length)} ${plural(addresses.length, 'address', 'addresses')}; waiting emails never go
  next night    no row of ${count(profiles.length)} ${plural(profiles.length, 'profile')} is taken from the shop’s files
  by ${goneBy}  nothing is left in earlier nights
  receipt       ${key}
`
}
