import { randomUUID } from 'node:crypto'
import { link, mkdir, open, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { Mailer } from '../ports.ts'

/** Puts every message into a folder as a file that mail programs open: whole, and never over another. */
export function emlMailer(folder: string): Mailer {
  return {
    async send({ messageId, raw }) {
      if (!/^[\w-]+$/.test(messageId)) return { status: 'rejected', reason: 'no name of a file' }
      await mkdir(folder, { recursive: true })
      const scratch = join(folder, `.${randomUUID()}.part`)
      const file = await open(scratch, 'wx')
      try {
        await file.writeFile(raw)
        await file.sync()
      } finally {
        await file.close()
      }
      try {
        return { status: 'accepted', id: await linked(scratch, folder, messageId) }
      } finally {
        await unlink(scratch)
      }
    },
    limits: async () => ({
      perSecond: Number.POSITIVE_INFINITY,
      left: Number.POSITIVE_INFINITY,
      isSandbox: false,
    }),
  }
}

/** A second message of one id shows as a file of its own. */
async function linked(scratch: string, folder: string, messageId: string): Promise<string> {
  for (let copy = 1; ; copy += 1) {
    const name = `${messageId}${copy > 1 ? `-copy-${copy}` : ''}.eml`
    try {
      await link(scratch, join(folder, name))
      return name
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    }
  }
}
