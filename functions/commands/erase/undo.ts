import type { Erasure } from '../../domain/ledger/erasure.ts'
import { subjectOf } from '../../domain/ledger/hash.ts'
import { count, plural } from '../../domain/report/format.ts'
import { erasuresByKey, erasuresOf, undoErasure } from '../../erasures.ts'
import { NocturneError, UsageError } from '../../errors.ts'
import { mark, printable } from '../../terminal.ts'
import type { Io } from '../command.ts'
import type { PublishedShop } from '../published-shop.ts'
import { hashesOfPerson, unseenPerson } from './person.ts'

/** Takes back every erasure of one person, by an id or an address, or that of a receipt. Throws when none holds. */
export async function undoErase(
  shop: PublishedShop,
  wanted: string,
  salt: string,
  io: Io,
): Promise<number> {
  const { addresses, profiles } = hashesOfPerson(unseenPerson(await shop.config(), wanted), salt)
  const names = [...addresses, ...profiles, subjectOf(salt, wanted)]
  const byReceipt = (await erasuresByKey(shop.files)).get(wanted)
  const found = byReceipt
    ? new Map([[wanted, byReceipt]])
    : await erasuresOf(shop.files, new Set(names))
  if (found.size === 0) {
    throw new NocturneError(`${printable(wanted)} is not on the list of the erased`, {
      next: ['name them as they were named when they were erased, or by the receipt'],
    })
  }
  if (!byReceipt && !names.some((name) => saysAll(found, name))) {
    throw new UsageError(`${printable(wanted)} was erased of several people, in several systems`, {
      next: [...found.keys()].map((key) => `nocturne erase ${key} --undo${shop.flag}`),
    })
  }
  for (const [key, erasure] of found)
    await undoErasure(shop.files, key, erasure, io.now.toISOString())
  io.out.write(
    `${mark(io.out, 'green', '✓')} ${count(found.size)} ${plural(found.size, 'erasure')} taken back: the next night reads what the shop’s files have of them, old orders too.\n`,
  )
  return 0
}

/** Whether all of the erasures are of whom one hash means. */
const saysAll = (found: ReadonlyMap<string, Erasure>, hash: string) =>
  [...found.values()].every(({ subjects, addresses, profiles }) =>
    [...subjects, ...addresses, ...profiles].includes(hash),
  )
