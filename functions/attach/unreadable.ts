import { type Path, type Problem, wrongValue } from '../config-file/problem.ts'
import { brief } from '../domain/words/shown.ts'
import type { FoundText } from '../platform/ports.ts'

/** Why a file that the configuration names at a path can’t be read. */
export function unreadable(
  at: Path,
  path: string,
  found: Exclude<FoundText, { status: 'text' }>,
): Problem {
  const { message, help } = unreadableInWords(path, found)
  return wrongValue(at, message, ...help)
}

/** The same in words. */
export function unreadableInWords(path: string, found: Exclude<FoundText, { status: 'text' }>) {
  if (found.status === 'refused') return { message: `${brief(path)} ${found.why}`, help: [] }
  const help = found.nearest === undefined ? [] : [`nearest: ${brief(found.nearest)}`]
  return { message: `no file ${brief(path)}`, help }
}
