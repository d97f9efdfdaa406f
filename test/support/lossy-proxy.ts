/** A proxy whose answers may get lost on the way, for what a client makes of that. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

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
  const body = Buffer.concat(await request.toArray())
  if (typeof fate === 'object') {
    response.writeHead(fate.status, { 'content-type': 'application/xml' }).end(fate.body)
    return
  }
  const headers = Object.entries(request.headers).flatMap(([name, value]) =>
    /^(host|connection|content-length|expect|transfer-encoding)$/.test(name) || value === undefined
      ? []
      : [[name, String(value)] as [string, string]],
  )
  const given = await fetch(`${target}${url}`, {
    method,
    headers,
    ...(body.length > 0 && { body }),
  })
  const text = Buffer.from(await given.arrayBuffer())
  if (fate === 'lose') {
    response.destroy()
    return
  }
  const kept = [...given.headers].filter(
    ([name]) => !/^(content-encoding|content-length|transfer-encoding|connection)$/.test(name),
  )
  response.writeHead(given.status, Object.fromEntries(kept)).end(text)
}
