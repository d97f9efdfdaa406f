/** A lake with decided messages in it, and a delivery of them. */

import type { Delivery } from '../../functions/deliver.ts'
import type { OutboxLine } from '../../functions/domain/deliver/line.ts'
import type { CompiledEmail } from '../../functions/domain/email/email.ts'
import type { Clock, Files, Mailer } from '../../functions/platform/ports.ts'

/** The night of the outbox, and an instant at which all of its messages may go. */
export const night = '2026-03-10-1'
export const prefix = 'personal/2026-03-10/1/outbox_files'
export const now = new Date('2026-03-10T12:00:00Z')
export const salt = 'a'.repeat(64)
export const linkKey = { id: 'k1', secret: new Uint8Array(32).fill(7) }

export const line = (number: number, changes: Partial<OutboxLine> = {}): OutboxLine => ({
  ...{ customer_id: `c${number}`, address: `c${number}@example.com`, campaign_id: 'birthday' },
  ...{ variant: null, email: 'email-1', occasion: 'birth_date', occurrence: '2026' },
  ...{ occasion_on: '2026-03-12', send_at: '2026-03-10T08:00:00.000Z', expires_on: '2026-03-13' },
  ...{ purpose: 'marketing', reason: 'You said yes to news on 14 June 2023.', is_live: true },
  variables: { first_name: `Name ${number}` },
  ...changes,
})

/** Puts lines into files of an hour, so many a file. */
export async function putOutbox(
  files: Files,
  lines: Iterable<OutboxLine>,
  many = 5000,
): Promise<void> {
  let part: string[] = []
  let number = 0
  const flush = async () => {
    if (part.length === 0) return
    number += 1
    const name = `2026-03-10T08-${String(number).padStart(4, '0')}.ndjson`
    await files.putIfAbsent(`${prefix}/${name}`, `${part.join('\n')}\n`)
    part = []
  }
  for (const one of lines) {
    part.push(JSON.stringify(one))
    if (part.length === many) await flush()
  }
  await flush()
}

export const lines = (count: number): OutboxLine[] =>
  Array.from({ length: count }, (_, at) => line(at + 1))

let compiled: Promise<CompiledEmail> | undefined

export const compiledEmail = (): Promise<CompiledEmail> => {
  compiled ??= compile()
  return compiled
}

/** What compiles emails takes long to load, and most processes do not need it. */
async function compile(): Promise<CompiledEmail> {
  const { compileEmail } = await import('../../functions/domain/email/compile.ts')
  const { small, variables } = await import('../domain/email/emails.ts')
  const body = '<mj-text>Dear {{ first_name | default: "you" }}, it is your day.</mj-text>'
  return compileEmail(small(body, 'Happy birthday, {{ first_name | default: "you" }}'), variables)
}

/** A clock that stands at an instant and moves when somebody sleeps. */
export function standingClock(at = now): Clock {
  let time = at.getTime()
  return {
    now: () => new Date(time),
    async sleep(milliseconds) {
      time += milliseconds
    },
  }
}

/** The machine’s own pace, from an instant of the night on. */
export function runningClock(at = now): Clock {
  const begun = performance.now()
  return {
    now: () => new Date(at.getTime() + performance.now() - begun),
    sleep: (milliseconds) =>
      milliseconds > 0 ? new Promise((wake) => setTimeout(wake, milliseconds)) : Promise.resolve(),
  }
}

export const delivery = (
  files: Files,
  mailer: Mailer,
  changes: Partial<Delivery> = {},
): Delivery => ({
  ...{ files, mailer, clock: standingClock(), run: 'run-1', salt, linkKey },
  company: {
    from: { name: 'Alder & Oat', address: 'hello@alder.example' },
    ...{ name: 'Alder & Oat', address: '12 rue Oberkampf, 75011 Paris' },
    links: 'https://links.alder.example',
  },
  outboxes: [{ night, prefix }],
  emailOf: compiledEmail,
  ...changes,
})

/** Objects in memory. */
export function memoryFiles(): Files & { readonly objects: Map<string, string> } {
  const objects = new Map<string, string>()
  const below = (prefix: string) =>
    [...objects.keys()].filter((key) => key.startsWith(`${prefix}/`)).sort()
  return {
    objects,
    read: async (key) => objects.get(key),
    has: async (key) => objects.has(key),
    async putIfAbsent(key, body) {
      if (objects.has(key)) return false
      objects.set(key, typeof body === 'string' ? body : new TextDecoder().decode(body))
      return true
    },
    list: async (prefix) => below(prefix),
    folders: async (prefix) => [
      ...new Set(
        below(prefix).flatMap((key) => {
          const [name = '', more] = key.slice(prefix.length + 1).split('/')
          return more === undefined ? [] : [name]
        }),
      ),
    ],
  }
}

const emailKey = 'config/emails/email-1.json'

/** Puts the compiled email into a lake, for processes that should not compile it. */
export const putEmail = async (files: Files): Promise<boolean> =>
  files.putIfAbsent(emailKey, JSON.stringify(await compiledEmail()))

export const storedEmail = async (files: Files): Promise<CompiledEmail> =>
  JSON.parse((await files.read(emailKey)) ?? '')
