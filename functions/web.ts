/** What the links of emails answer. Looking changes nothing; a no holds from the second in which it comes. */
import { type LinkSubject, readToken } from './domain/email/token.ts'
import { choicesOf } from './domain/web/choices.ts'
import { spoken } from './domain/web/languages.ts'
import { type Asked, askedIn, languageIn } from './domain/web/link.ts'
import { choicePage, donePage, problemPage, stopPage } from './domain/web/page.ts'
import { sheetHash } from './domain/web/style.ts'
import { type Wish, wishIn } from './domain/web/wish.ts'
import { personRecords, recordPerson } from './ledger.ts'
import type { Files } from './platform/ports.ts'
import { storedKeys } from './secrets.ts'
import { shopOf } from './web-shop.ts'

export interface WebRequest {
  readonly method: string
  /** As it was sent, without the query. */
  readonly path: string
  /** What stands behind the `?`. */
  readonly query: string
  readonly contentType: string | undefined
  readonly body: Uint8Array
}

export interface WebResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface Web {
  readonly files: Files
  readonly now: () => Date
  /** Told what went wrong on our side. */
  readonly failed: (error: unknown) => void
}

/** Bytes of the longest body that is read. */
export const mostBody = 4096

/**
 * Answers requests. A token that none of the lake’s keys has signed gets the answer of a good one of which nothing is
 * on record, and changes nothing. Never throws: what fails on our side is a 503, and `failed` hears of it.
 */
export const webHandler =
  (web: Web) =>
  async (request: WebRequest): Promise<WebResponse> => {
    const language = spoken(languageIn(request.query))
    const { status, page, allow } = await answer(web, request, language).catch((error: unknown) => {
      web.failed(error)
      return problem(language, 503, 'failed')
    })
    return {
      status,
      headers: { ...headers, 'content-language': language, ...(allow && { allow }) },
      body: request.method === 'HEAD' ? '' : page,
    }
  }

const headers = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src '${sheetHash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-robots-tag': 'noindex, nofollow',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
}

interface Answer {
  readonly status: number
  readonly page: string
  readonly allow?: string
}

async function answer(web: Web, request: WebRequest, language: string): Promise<Answer> {
  const asked = askedIn(request.path)
  if (!asked) return problem(language, 404, 'missing')
  if (request.method === 'POST') return posted(web, request, asked, language)
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return { ...problem(language, 405, 'refused'), allow: 'GET, HEAD, POST' }
  const { files } = web
  const { company, timeZone, purposes } = await shopOf(files)
  const speaker = { language, company, timeZone }
  if (asked.page === 'unsubscribe') return { status: 200, page: stopPage(speaker) }
  const about = readToken(await storedKeys(files), asked.token)
  const records = about ? await personRecords(files, about.subject) : []
  return { status: 200, page: choicePage(speaker, choicesOf(records, purposes, about?.purpose)) }
}

async function posted(
  web: Web,
  request: WebRequest,
  asked: Asked,
  language: string,
): Promise<Answer> {
  if (request.body.byteLength > mostBody) return problem(language, 413, 'refused')
  const fields = await fieldsIn(request)
  if (!fields) return problem(language, 415, 'refused')
  const wish = wishIn(fields)
  if (!wish) return problem(language, 400, 'refused')
  const about = readToken(await storedKeys(web.files), asked.token)
  // Before anything else that could fail.
  if (about)
    await putOnRecord(web, wish, about, asked.page === 'preferences' ? 'preferences' : 'link')
  const { company, timeZone } = await shopOf(web.files)
  const speaker = { language, company, timeZone }
  return { status: 200, page: donePage(speaker, wish, asked.page === 'preferences') }
}

/** The fields of a form; undefined for a body that is none. */
async function fieldsIn({ body, contentType }: WebRequest) {
  const type = contentType?.trim() || 'application/x-www-form-urlencoded'
  try {
    const form = await new Response(Uint8Array.from(body), {
      headers: { 'content-type': type },
    }).formData()
    return new Map<string, unknown>(form)
  } catch {
    return undefined
  }
}

/** Puts a wish on record. A yes is given back only where a no stands. */
async function putOnRecord(
  { files, now }: Web,
  wish: Wish,
  { subject, purpose }: LinkSubject,
  source: 'link' | 'preferences',
): Promise<void> {
  const at = now().toISOString()
  if (wish.word === 'resume') {
    const { kinds } = choicesOf(await personRecords(files, subject), [], purpose)
    if (kinds.some(({ mayResume }) => mayResume))
      await recordPerson(files, subject, { at, kind: 'granted', purpose, source })
    return
  }
  // Always a new one: of a yes that the shop has heard since, nothing is known here.
  const of =
    wish.word === 'stop-all' ? {} : { purpose: wish.word === 'stop' ? wish.purpose : purpose }
  await recordPerson(files, subject, { at, kind: 'withdrawn', ...of, source })
}

/** Before anything is looked up: nothing is known of the company. */
const problem = (
  language: string,
  status: number,
  why: 'missing' | 'refused' | 'failed',
): Answer => ({ status, page: problemPage({ language }, why) })
