import { once } from 'node:events'
import { NocturneError, UsageError } from '../errors.ts'
import { clockFrom } from '../platform/clock.ts'
import { serveHere, type WebServer } from '../platform/local/web-server.ts'
import { printable } from '../terminal.ts'
import { webHandler } from '../web.ts'
import type { Arguments, Command } from './command.ts'
import { configOption, loadNight, loadShop } from './load.ts'

const usual = 8787

export const web: Command = {
  name: 'web',
  summary: 'answer the links of emails that were sent from this machine',
  help: `usage: nocturne web [--port N] [--config <file>]

Serves the pages where customers stop emails and choose which they get, to this machine alone, until
Ctrl-C. What they say holds from that second. To try it with emails that link here:

  nocturne deliver --to smtp://localhost:1025 --links http://localhost:${usual}

  --port <n>       default ${usual}
  --config <file>  default ./nocturne.yaml

example: nocturne web`,
  options: { ...configOption, port: { type: 'string' } },
  positionals: 0,

  async run(args, io) {
    const shop = loadShop(args, io)
    await loadNight(shop)
    const answer = webHandler({
      files: shop.files,
      now: clockFrom(io.now).now,
      failed: (error) =>
        io.err.write(`${printable(error instanceof Error ? error.message : String(error))}\n`),
    })
    const server = await served(answer, portOf(args))
    io.out.write(`http://localhost:${server.port} answers the links of emails; Ctrl-C ends it.\n`)
    await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
    await server.close()
    return 0
  },
}

function portOf({ values: { port = String(usual) } }: Arguments): number {
  if (/^\d{1,5}$/.test(String(port)) && Number(port) < 65_536) return Number(port)
  throw new UsageError(`--port ${port} is no port`, { next: [`nocturne web --port ${usual}`] })
}

async function served(answer: ReturnType<typeof webHandler>, port: number): Promise<WebServer> {
  try {
    return await serveHere(answer, port)
  } catch (error) {
    throw new NocturneError(`port ${port} can’t be used`, {
      details: [error instanceof Error ? error.message : String(error)],
      next: ['name another: nocturne web --port <n>'],
    })
  }
}
