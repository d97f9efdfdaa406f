import { subjectOf } from '../../domain/ledger/hash.ts'
import { count, plural } from '../../domain/report/format.ts'
import { erasuresOf, undoErasure } from '../../erasures.ts'
import { NocturneError } from '../../errors.ts'
import { mark, printable } from '../../terminal.ts'
import type { Io } from '../command.ts'
import type { PublishedShop } from '../published-shop.ts'
import { hashesOfPerson, unseenPerson } from './person.ts'

/** Takes every erasure back that holds of an id or an address. Throws when none does. */
export async function undoErase(
  shop: PublishedShop,
  wanted: string,
  salt: string,
  io: Io,
): Promise<number> {
  const { addresses, profiles } = hashesOfPerson(unseenPerson(await shop.config(), wanted), salt)
  const hashes = new Set([...addresses, ...profiles, subjectOf(salt, wanted)])
  const found = await erasuresOf(shop.files, hashes)
  if (found.size === 0) {
    throw new NocturneError(`${printable(wanted)} is not on the list of the erased`, {
      next: ['name them as they were named when they were erased'],
    })
  }
  for (const [key, erasure] of found)
    await undoErasure(shop.files, key, erasure, io.now.toISOString())
  io.out.write(
    `${mark(io.out, 'green', '✓')} ${count(found.size)} ${plural(found.size, 'erasure')} taken back: the next night reads what the shop’s files have of them, old orders too.\n`,
  )
  return 0
}
