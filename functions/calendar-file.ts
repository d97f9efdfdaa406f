/** A calendar of the shop's own as a person wrote it: text to `OwnCalendar`, or one error that names every line to mend. */
import { z } from 'zod'
import { openDocument } from './config-file/document.ts'
import { configError } from './config-file/error.ts'
import { issueProblems } from './config-file/issues.ts'
import { keysAt } from './config-file/keys.ts'
import type { Path } from './config-file/problem.ts'
import type { Json } from './config-schema/json.ts'
import { type OwnCalendar, ownCalendarSpec } from './domain/occasions/own-calendar.ts'

/** Reads a calendar. `fileName` is how messages call it. Throws ConfigError, with the five earliest problems. */
export function readCalendar(text: string, fileName: string): OwnCalendar {
  const opened = openDocument(text)
  if (opened.isBroken) throw configError(opened.problems, opened, fileName)
  const parsed = ownCalendarSpec.safeParse(opened.value)
  const problems = [
    ...opened.problems,
    ...issueProblems(parsed.error?.issues ?? [], opened.value, keys),
  ]
  if (problems.length > 0 || !parsed.success) throw configError(problems, opened, fileName)
  return parsed.data
}

const keys = (path: Path) => keysAt(path, calendarSchema())

const calendarSchema = () =>
  z.toJSONSchema(ownCalendarSpec, { io: 'input', unrepresentable: 'any' }) as Json
