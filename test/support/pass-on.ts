/** A server in front of another one. */
import {
  type Agent,
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { pipeline } from 'node:stream/promises'

// A connection that the server may be about to close is not used again.
const kept = { keepAlive: true, timeout: 2000 }
const agents: Readonly<Record<string, Agent>> = {
  'http:': new HttpAgent(kept),
  'https:': new HttpsAgent(kept),
}

/** Passes a request on as it came, its host included, which is signed. Returns the server's answer. */
export async function passOn(target: string, request: IncomingMessage): Promise<IncomingMessage> {
  const { protocol, hostname, port } = new URL(target)
  const { connection: _, expect: __, ...headers } = request.headers
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  const send = protocol === 'https:' ? httpsRequest : httpRequest
  const sent = send(
    {
      hostname,
      port,
      headers,
      method: request.method,
      path: request.url,
      agent: agents[protocol],
    },
    resolve,
  )
  sent.on('error', reject)
  request.pipe(sent)
  return promise
}

/** Answers with what a server answered. */
export async function answerWith(given: IncomingMessage, response: ServerResponse): Promise<void> {
  const { connection: _, 'keep-alive': __, ...headers } = given.headers
  response.writeHead(given.statusCode ?? 502, headers)
  await pipeline(given, response)
}
