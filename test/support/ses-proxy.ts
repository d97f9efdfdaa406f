/** SES as it is on a bad day: a proxy in front of an emulator, whose answers throttle, refuse, break off and get lost. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

/**
 * What becomes of a message. `lose`, `cut`: taken, and the answer is lost, or cut off behind its first line.
 * `throttle`, `refuse`: answered with 400. `fail`, `reset`: answered with 500, or not at all, before it is taken.
 */
export type SesFate = 'accept' | 'lose' | 'cut' | 'throttle' | 'refuse' | 'fail' | 'reset'

export interface SesProxy {
  readonly url: string
  /** The tries that were taken, by the address that each went to, in order. */
  readonly taken: ReadonlyMap<string, readonly string[]>
  /** How often each fate befell a message. */
  readonly fates: Readonly<Record<SesFate, number>>
  close(): void
}

export async function sesProxy(target: string, fateOf: () => SesFate): Promise<SesProxy> {
  const taken = new Map<string, string[]>()
  const fates = { accept: 0, lose: 0, cut: 0, throttle: 0, refuse: 0, fail: 0, reset: 0 }
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy())
  })

  async function answer(request: IncomingMessage, response: ServerResponse) {
    let body = ''
    for await (const chunk of request) body += chunk
    const words = new URLSearchParams(body)
    const fate = fateOf()
    fates[fate] += 1
    if (fate === 'reset') return response.destroy()
    if (fate === 'fail') return response.writeHead(500).end()
    if (fate === 'throttle') return refuse(response, 'Throttling')
    if (fate === 'refuse') return refuse(response, 'MessageRejected')
    const to = words.get('Destinations.member.1') ?? ''
    taken.set(to, [...(taken.get(to) ?? []), tryOf(words)])
    const { authorization = '' } = request.headers
    const headers = { authorization, 'content-type': 'application/x-www-form-urlencoded' }
    const given = await fetch(target, { method: 'POST', headers, body })
    const text = await given.text()
    if (!given.ok) throw new Error(text)
    if (fate === 'lose') return response.destroy()
    response.writeHead(given.status, { 'content-type': 'text/xml' })
    return response.end(fate === 'cut' ? text.slice(0, 40) : text)
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    ...{ taken, fates },
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** The tag that says which try a message is. */
function tryOf(words: URLSearchParams): string {
  for (let number = 1; words.has(`Tags.member.${number}.Name`); number += 1)
    if (words.get(`Tags.member.${number}.Name`) === 'nocturne-message')
      return words.get(`Tags.member.${number}.Value`) ?? ''
  throw new Error('a message without its tag')
}

const refuse = (response: ServerResponse, code: string) =>
  response
    .writeHead(400, { 'content-type': 'text/xml' })
    .end(
      `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>Sender</Type><Code>${code}</Code><Message>no</Message></Error></ErrorResponse>`,
    )
