/** A mail server that keeps what it gets, and fails in the ways that servers fail. */
import { createServer, type Socket } from 'node:net'

/**
 * What becomes of a message. `lose`: taken, and the answer is lost. `throttle`, `refuse`: answered 451 or 554, before or
 * after the message. `reset`: the connection breaks before the message is whole.
 */
export type MailFate = 'accept' | 'lose' | 'throttle' | 'throttle-late' | 'refuse' | 'reset'

export interface Received {
  readonly to: readonly string[]
  readonly raw: string
}

export interface SmtpSink {
  readonly port: number
  readonly received: readonly Received[]
  /** How often each fate befell a message. */
  readonly fates: Readonly<Record<MailFate, number>>
  close(): Promise<void>
}

export async function smtpSink(
  fateOf: () => MailFate,
  keep: (raw: string) => string = (raw) => raw,
  port = 0,
): Promise<SmtpSink> {
  const received: Received[] = []
  const fates = { accept: 0, lose: 0, throttle: 0, 'throttle-late': 0, refuse: 0, reset: 0 }
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => {})
    talk(socket, fateOf, fates, (one) => received.push({ ...one, raw: keep(one.raw) }))
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    received,
    fates,
    close() {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

function talk(
  socket: Socket,
  fateOf: () => MailFate,
  fates: Record<MailFate, number>,
  take: (one: Received) => void,
) {
  const say = (line: string) => socket.write(`${line}\r\n`)
  let fate: MailFate = 'accept'
  let to: string[] = []
  let isData = false
  let rest = ''
  say('220 sink')
  socket.setEncoding('latin1')
  socket.on('data', (chunk: string) => {
    rest += chunk
    while (!socket.destroyed) {
      const end = rest.indexOf(isData ? '\r\n.\r\n' : '\r\n')
      if (end < 0) return
      const text = rest.slice(0, end)
      rest = rest.slice(end + (isData ? 5 : 2))
      if (isData) taken(text)
      else command(text)
    }
  })

  function command(line: string) {
    const word = line.slice(0, 4).toUpperCase()
    if (word === 'MAIL') {
      fate = fateOf()
      fates[fate] += 1
      to = []
    }
    if (word === 'RCPT') {
      if (fate === 'throttle') return say('451 4.7.1 later')
      to.push(/<(.*)>/.exec(line)?.[1] ?? '')
    }
    if (word === 'DATA') {
      isData = true
      say('354 go on')
      if (fate === 'reset') setImmediate(() => socket.destroy())
      return
    }
    if (word === 'QUIT') return socket.end('221 bye\r\n')
    say('250 ok')
  }

  function taken(text: string) {
    isData = false
    if (fate === 'reset') return socket.destroy()
    if (fate === 'throttle-late') return say('451 4.3.0 later')
    if (fate === 'refuse') return say('554 5.7.1 no')
    take({ to, raw: text.replaceAll('\r\n..', '\r\n.') })
    if (fate === 'lose') return socket.destroy()
    say('250 2.0.0 queued')
  }
}
