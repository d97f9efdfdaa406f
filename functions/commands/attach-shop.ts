/** What commands need that run a night or show its emails: the shop with its calendars and templates. */
import { type Attached, attach } from '../attach.ts'
import { type EmailStore, lakeEmails } from '../compiled-emails.ts'
import { dateIn } from '../domain/time.ts'
import { folderTexts } from '../platform/local/texts.ts'
import type { Io } from './command.ts'
import type { Shop } from './load.ts'

export type AttachedShop = Shop & Attached

/** Attaches what the shop’s config names beside it. Compiled emails go to its lake, unless to another. Throws ConfigError. */
export async function attachShop(
  shop: Shop,
  { now }: Pick<Io, 'now'>,
  emails: EmailStore = lakeEmails(shop.files),
): Promise<AttachedShop> {
  const attached = await attach(shop, {
    texts: folderTexts(shop.folder, shop.lake),
    emails,
    today: dateIn(now, shop.config.company.timeZone),
  })
  return { ...shop, ...attached }
}
