/** What the Web function answers to a request of its address, whatever it stands on. */
import { z } from 'zod'
import type { Files } from '../platform/ports.ts'
import { mostBody, webHandler } from '../web.ts'

export interface WebDependencies {
  readonly files: Files
  readonly now: () => Date
  readonly write: (line: string) => void
}

/** What a function URL answers with. */
export interface UrlResponse {
  readonly statusCode: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** Throws for an event that is no request. Neither links nor addresses are logged: a link is a right. */
export function urlHandler({ files, now, write }: WebDependencies) {
  const failed = (error: unknown) =>
    write(
      JSON.stringify(
        error instanceof Error
          ? { failed: { error: error.name, cause: error.message } }
          : { failed: { error: String(error) } },
      ),
    )
  const answer = webHandler({ files, now, failed })
  return async (event: unknown): Promise<UrlResponse> => {
    const request = urlEvent.parse(event)
    const { status, headers, body } = await answer({
      method: request.requestContext.http.method,
      path: request.rawPath,
      query: request.rawQueryString,
      contentType: request.headers['content-type'],
      body: bodyOf(request),
    })
    return { statusCode: status, headers, body }
  }
}

/** What is far too long is not decoded. */
function bodyOf({ body, isBase64Encoded }: z.output<typeof urlEvent>): Uint8Array {
  const text = (body ?? '').slice(0, 2 * mostBody)
  return Buffer.from(text, isBase64Encoded ? 'base64' : 'utf8')
}

const urlEvent = z.object({
  rawPath: z.string(),
  rawQueryString: z.string().default(''),
  headers: z.record(z.string(), z.string()).default({}),
  requestContext: z.object({ http: z.object({ method: z.string() }) }),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().default(false),
})
