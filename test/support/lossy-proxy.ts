/** A proxy whose answers may get lost on the way, for what a client makes of that. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { answerWith, passOn } from './pass-on.ts'

/** What becomes of a request: passed on; passed on and its answer lost; or answered in place of the server. */
export type Fate = 'pass' | 'lose' | { readonly status: number; readonly body: string }

export interface LossyProxy {
  readonly url: string
  close(): void
}

/** A proxy in front of a server; `fateOf` is asked for every request. */
export async function lossyProxy(
  target: string,
  fateOf: (method: string, path: string) => Fate,
): Promise<LossyProxy> {
  const server = createServer((request, response) => {
    answer(target, fateOf, request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

async function answer(
  target: string,
  fateOf: (method: string, path: string) => Fate,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const { method = 'GET', url = '/' } = request
  const fate = fateOf(method, url)
  if (typeof fate === 'object') {
    for await (const _ of request);
    response.writeHead(fate.status, { 'content-type': 'application/xml' }).end(fate.body)
    return
  }
  const given = await passOn(target, request)
  if (fate === 'pass') return answerWith(given, response)
  for await (const _ of given);
  response.destroy()
}
