import type { Config } from '../config.ts'
import type { Opened } from './document.ts'
import { noteOf } from './error.ts'
import { type Problem, wrongValue } from './problem.ts'

/** What is allowed under `value:` and yet reads otherwise than it works. */
export function valueWarnings(
  { value }: Config,
  opened: Opened,
  fileName: string,
): readonly string[] {
  return [...horizonProblems(value), ...bandProblems(value)].map((problem) =>
    noteOf(problem, opened, fileName),
  )
}

/** Both horizons are free, but a purchase may then count as staying and not as value. */
function horizonProblems({ horizonDays, churnHorizonDays }: Config['value']): readonly Problem[] {
  if (churnHorizonDays <= horizonDays) return []
  const message = `churn looks ${churnHorizonDays} days ahead and value only ${horizonDays}: a purchase between them counts as staying and is worth nothing`
  return [wrongValue(['value', 'churnHorizonDays'], message)]
}

/** Between two cuts that lie within one band, every customer keeps whatever tier they had. */
function bandProblems({ tiers: { by, high, medium }, band }: Config['value']): readonly Problem[] {
  if (by !== 'amounts' || medium * (1 + band) < high * (1 - band)) return []
  const message = `high (${high}) and medium (${medium}) lie within ${band} of each other: customers between them keep the tier they had`
  return [wrongValue(['value', 'band'], message)]
}
