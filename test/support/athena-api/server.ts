/**
 * The Athena API in front of a real Trino server, for tests without an account. Work groups, S3 and Glue are the
 * emulator's; queries are kept in memory. The same port is the Glue and the S3 that Trino reads: it does not trust the
 * emulator's certificate.
 *
 * node server.ts PORT TRINO EMULATOR   prints `ready` when it listens; TRINO and EMULATOR are URLs
 */
import { createServer, type IncomingMessage } from 'node:http'
import { answerWith, passOn } from '../pass-on.ts'
import { type Emulator, emulator } from './emulator.ts'
import { Refusal } from './endings.ts'
import { type Faults, faults } from './faults.ts'
import { type Operations, operations } from './operations.ts'

const [port = '', trino = '', aws = ''] = process.argv.slice(2)
const api = { emulator: emulator(aws), faults: faults() }
const own = operations({ ...api, trino })

createServer((request, response) => {
  if (request.url !== '/faults' && !request.headers['x-amz-target']) {
    passOn(aws, request)
      .then((given) => answerWith(given, response))
      .catch(() => response.destroy())
    return
  }
  const send = (status: number, body: unknown) => {
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' })
    response.end(JSON.stringify(body))
  }
  answer(request, api, own).then(
    ({ status, body }) => send(status, body),
    (error: unknown) =>
      error instanceof Refusal
        ? send(400, { __type: error.type, message: error.message })
        : send(500, { __type: 'InternalServerException', message: String(error) }),
  )
}).listen(Number(port), '127.0.0.1', () => console.log('ready'))

async function answer(
  request: IncomingMessage,
  { emulator, faults }: { emulator: Emulator; faults: Faults },
  own: Operations,
): Promise<{ status: number; body: unknown }> {
  const text = Buffer.concat(await request.toArray()).toString()
  if (request.url === '/faults') return { status: 200, body: faults.replace(JSON.parse(text)) }
  const [service, operation = ''] = String(request.headers['x-amz-target']).split('.')
  const handle = service === 'AmazonAthena' ? own[operation] : undefined
  if (!handle) return emulator.forward(request.headers, text)
  const error = faults.take('error', operation, text)?.error
  if (error) throw new Refusal('Rate exceeded', error)
  return { status: 200, body: await handle(JSON.parse(text || '{}')) }
}
