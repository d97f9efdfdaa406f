/** What `nocturne.yaml` names beside it, read and checked: calendars, and templates made ready for sending. */
import { readCalendars } from './attach/calendars.ts'
import { compileEmails } from './attach/emails.ts'
import { joinedError } from './attach/joined-error.ts'
import type { EmailStore } from './compiled-emails.ts'
import type { Config } from './config.ts'
import { attachedDays } from './config-file/attached-days.ts'
import type { ReadConfig } from './config-file.ts'
import type { Texts } from './platform/ports.ts'

/** A config that carries what it names. */
export interface Attached {
  readonly config: Config
  readonly warnings: readonly string[]
  /** The files that were read, by path. */
  readonly sources: Readonly<Record<string, string>>
}

export interface AttachOptions {
  readonly texts: Texts
  readonly emails: EmailStore
  /** The date, since days of calendars are known for some years only. */
  readonly today: string
}

/**
 * Attaches calendars and templates to a config. A template is compiled unless the store has it, which takes a moment;
 * nothing is stored unless all is right. Throws one ConfigError for everything that is wrong.
 */
export async function attach(
  read: ReadConfig,
  { texts, emails: store, today }: AttachOptions,
): Promise<Attached> {
  const { config } = read
  const calendars = await readCalendars(config.calendars, texts)
  const days = attachedDays(config, calendars.isWhole ? calendars.own : undefined, today)
  const emails = await compileEmails(config, texts, store)
  const problems = [...calendars.problems, ...days.problems, ...emails.problems]
  const errors = [
    ...(problems.length > 0 ? [read.wrong(problems)] : []),
    ...calendars.errors,
    ...emails.errors,
  ]
  if (errors.length > 0) throw joinedError(errors)
  for (const [hash, email] of emails.compiled) await store.put(hash, email)
  return {
    config: {
      ...config,
      attached: {
        calendars: Object.fromEntries(calendars.own.map((calendar) => [calendar.id, calendar])),
        emails: emails.attached,
      },
    },
    warnings: [...read.warnings, ...days.warnings.map(read.note)],
    sources: { ...calendars.sources, ...emails.sources },
  }
}
