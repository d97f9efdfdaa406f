/** The pages of links on this machine. */
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mostBody, type WebRequest, type WebResponse } from '../../web.ts'

export interface WebServer {
  readonly port: number
  /** Resolves when no request is under way any more. */
  close(): Promise<void>
}

/** Serves this machine alone, at a port; 0 takes one that is free. Throws what the system says of a port that is not. */
export async function serveHere(
  answer: (request: WebRequest) => Promise<WebResponse>,
  port: number,
): Promise<WebServer> {
  const server = createServer(async (incoming, outgoing) => {
    try {
      const { status, headers, body } = await answer(await requestOf(incoming))
      outgoing.writeHead(status, headers).end(body)
    } catch {
      // Whoever asked has gone in the middle of it.
      outgoing.destroy()
    }
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      server.closeIdleConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

async function requestOf(incoming: IncomingMessage): Promise<WebRequest> {
  const { method = '', url = '', headers } = incoming
  const [path = ''] = url.split('?')
  return {
    method,
    path,
    query: url.slice(path.length + 1),
    contentType: headers['content-type'],
    body: await bodyOf(incoming),
  }
}

/** What is too long is read to its end, so that its sender hears the answer, and not kept. */
async function bodyOf(incoming: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    if (bytes <= mostBody) chunks.push(chunk)
    bytes += chunk.length
  }
  return Buffer.concat(chunks)
}
