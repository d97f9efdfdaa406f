/** `nocturne.yaml` as a person wrote it: text to `Config`, or one error that names every line to mend. */
import { type Config, fileSpec } from './config.ts'
import { campaignWarnings } from './config-file/campaign-warnings.ts'
import { campaignProblems } from './config-file/campaigns.ts'
import { openDocument } from './config-file/document.ts'
import { configError, noteOf } from './config-file/error.ts'
import { issueProblems } from './config-file/issues.ts'
import type { Problem } from './config-file/problem.ts'
import { segmentProblems } from './config-file/segments.ts'
import { sendingProblems } from './config-file/sending.ts'
import { sourceProblems } from './config-file/sources.ts'
import { valueWarnings } from './config-file/value.ts'
import { darkWarnings } from './config-file/warnings.ts'
import type { ConfigError } from './errors.ts'

/** A config that is right, and what a person should know of it all the same. */
export interface ReadConfig {
  /** As it was written. */
  readonly text: string
  readonly config: Config
  readonly warnings: readonly string[]
  /** One error for what turns out to be wrong with it later, in the same words. */
  readonly wrong: (problems: readonly Problem[]) => ConfigError
  /** The same for what stops nothing. */
  readonly note: (problem: Problem) => string
}

/** Reads a configuration. `fileName` is how messages call it. Throws ConfigError, with the five earliest problems. */
export function readConfig(text: string, fileName: string): ReadConfig {
  const opened = openDocument(text)
  const fail = (problems: readonly Problem[]) => configError(problems, opened, fileName)
  if (opened.isBroken) throw fail(opened.problems)
  const parsed = fileSpec.safeParse(opened.value)
  const sections = parsed.success ? parsed.data : readableSections(opened.value)
  const problems = [
    ...opened.problems,
    ...issueProblems(parsed.error?.issues ?? [], opened.value),
    ...sourceProblems(sections),
    ...segmentProblems(sections, opened.value),
    ...campaignProblems(sections, opened.value),
    ...sendingProblems(sections),
  ]
  if (problems.length > 0 || !parsed.success) throw fail(problems)
  const config: Config = { ...parsed.data, attached: { calendars: {}, emails: {} } }
  const warnings = [darkWarnings, valueWarnings, campaignWarnings].flatMap((warn) =>
    warn(config, opened, fileName),
  )
  return {
    text,
    config,
    warnings,
    wrong: fail,
    note: (problem) => noteOf(problem, opened, fileName),
  }
}

/** The sections that are right by themselves, so that one wrong section hides no mistake in another. */
function readableSections(value: unknown): Partial<Config> {
  if (typeof value !== 'object' || value === null) return {}
  const given = value as Readonly<Record<string, unknown>>
  return Object.fromEntries(
    Object.entries(fileSpec.shape).flatMap(([name, spec]) => {
      const parsed = spec.safeParse(given[name])
      return parsed.success ? [[name, parsed.data]] : []
    }),
  )
}
