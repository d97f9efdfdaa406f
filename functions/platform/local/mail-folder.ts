/** The emails that lie in a folder as files: whose they are, and how old. */
import { readdir, readFile, rm, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'

/** Where `deliver` puts them, below the folder in which it is called. */
export const mailFolder = (cwd: string): string => resolve(cwd, 'mail')

/** Removes the emails to any of these addresses, given in lower case. Returns how many there were. */
export async function removeMails(folder: string, addresses: readonly string[]): Promise<number> {
  let removed = 0
  for (const path of await mailsIn(folder)) {
    const to = recipient(await readFile(path, 'latin1'))
    if (!to || !addresses.includes(to)) continue
    await rm(path, { force: true })
    removed += 1
  }
  return removed
}

/** Removes the emails that were written before a date. */
export async function removeOldMails(folder: string, date: string): Promise<void> {
  for (const path of await mailsIn(folder)) {
    const { mtime } = await stat(path)
    if (mtime < new Date(date)) await rm(path, { force: true })
  }
}

export async function mailsIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => [])
  return names.filter((name) => name.endsWith('.eml')).map((name) => join(folder, name))
}

/** The one address of the header, which may be folded. */
function recipient(raw: string): string | undefined {
  const [head = ''] = raw.split(/\r?\n\r?\n/, 1)
  const [, to] = /^to:\s*<?([^\s<>]+)>?\s*$/im.exec(head.replace(/\r?\n[ \t]+/g, ' ')) ?? []
  return to?.toLowerCase()
}
