import { posix } from 'node:path'
import { readCalendar } from '../calendar-file.ts'
import { type Problem, wrongValue } from '../config-file/problem.ts'
import type { OwnCalendar } from '../domain/occasions/own-calendar.ts'
import { ConfigError } from '../errors.ts'
import type { Texts } from '../platform/ports.ts'
import { unreadable } from './unreadable.ts'

/** Calendars of the shop’s own, and what is wrong with them: problems in `nocturne.yaml`, errors in their own files. */
export async function readCalendars(paths: readonly string[], texts: Texts) {
  const own: OwnCalendar[] = []
  const problems: Problem[] = []
  const errors: ConfigError[] = []
  const sources: Record<string, string> = {}
  for (const [index, path] of paths.entries()) {
    const at = ['calendars', index]
    const found = await texts.read(path)
    if (found.status !== 'text') {
      problems.push(unreadable(at, path, found))
      continue
    }
    sources[posix.normalize(path)] = found.text
    try {
      const calendar = readCalendar(found.text, path)
      const first = own.findIndex(({ id }) => id === calendar.id)
      if (first >= 0) {
        problems.push(wrongValue(at, `calendars[${first}] has the id ${calendar.id} too`))
      }
      own.push(calendar)
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error
      errors.push(error)
    }
  }
  return { own, problems, errors, sources, isWhole: own.length === paths.length }
}
