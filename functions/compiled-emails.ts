/** Compiled emails in the lake, each by the hash of what it was made from. */
import { z } from 'zod'
import type { CompiledEmail } from './domain/email/email.ts'
import type { Files } from './platform/ports.ts'

/** Where compiled emails are kept, so that each is compiled once. */
export interface EmailStore {
  read(hash: string): Promise<CompiledEmail | undefined>
  put(hash: string, email: CompiledEmail): Promise<void>
}

/** The compiled emails of a lake. */
export const lakeEmails = (files: Files): EmailStore => ({
  async read(hash) {
    const text = await files.read(keyOf(hash))
    return text === undefined ? undefined : compiledEmail.parse(JSON.parse(text))
  },
  async put(hash, email) {
    await files.putIfAbsent(keyOf(hash), `${JSON.stringify(email)}\n`)
  },
})

/** The same for who must not write. */
export const readOnlyEmails = (files: Files): EmailStore => ({
  read: lakeEmails(files).read,
  async put() {},
})

/** An email that a configuration attaches. */
export async function attachedEmail(files: Files, hash: string): Promise<CompiledEmail> {
  const email = await lakeEmails(files).read(hash)
  if (!email) throw new Error(`no ${keyOf(hash)}`)
  return email
}

const keyOf = (hash: string) => `config/emails/${hash}.json`

const compiledEmail: z.ZodType<CompiledEmail> = z.strictObject({
  language: z.string(),
  subject: z.string(),
  html: z.string(),
  text: z.string(),
  variables: z.array(z.string()),
})
