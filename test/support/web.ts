/** Requests of the pages, as a browser or a mail program makes them. */
import { randomBytes } from 'node:crypto'
import { signToken } from '../../functions/domain/email/token.ts'
import type { Files } from '../../functions/platform/ports.ts'
import { tokenKeys } from '../../functions/secrets.ts'
import { type WebResponse, webHandler } from '../../functions/web.ts'

export const form = 'application/x-www-form-urlencoded'
export const oneClickBody = 'List-Unsubscribe=One-Click'
export const about = { subject: 'ab'.repeat(32), purpose: 'marketing' }

export interface Asking {
  readonly method?: string
  readonly body?: string | Uint8Array
  readonly contentType?: string | undefined
  readonly at?: string
}

/** Asks the pages of a lake for an address; a body makes it a POST. */
export async function ask(files: Files, url: string, asking: Asking = {}): Promise<WebResponse> {
  const { body, method = body === undefined ? 'GET' : 'POST', contentType } = asking
  const { at = '2026-03-10T12:00:00.000Z' } = asking
  const [path = ''] = url.replace(/^https?:\/\/[^/]*/, '').split('?')
  const answer = webHandler({
    files,
    now: () => new Date(at),
    failed(error) {
      throw error
    },
  })
  return answer({
    ...{ method, path, query: url.includes('?') ? url.slice(url.indexOf('?') + 1) : '' },
    contentType: 'contentType' in asking ? contentType : form,
    body: typeof body === 'string' ? Buffer.from(body) : (body ?? new Uint8Array()),
  })
}

/** A link of the lake’s newest key. */
export async function tokenOf(files: Files, subject = about): Promise<string> {
  return signToken((await tokenKeys(files, randomBytes))[0], subject)
}

/** A published night whose configuration has these words in it. */
export async function publishNight(files: Files, changes: object = {}): Promise<void> {
  const config = {
    company: { name: 'Alder & Oat', timeZone: 'Europe/Paris' },
    consent: { purposes: { marketing: 'opt-in', profiling_news: 'opt-in', service: 'opt-out' } },
    campaigns: [{ purpose: 'service' }, { purpose: 'marketing' }, { purpose: 'marketing' }],
    ...changes,
  }
  await files.putIfAbsent('published/2026-03-10/1.json', '{}')
  await files.putIfAbsent('runs/2026-03-10/1/_run.json', JSON.stringify({ config }))
}
