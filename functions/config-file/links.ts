/** What sources say of each other: look-ups, repeats. */
import { isNeverRead } from '../config/mapping.ts'
import type { Config, Mapping } from '../config.ts'
import { pairsOf } from '../domain/ingest/order-twins.ts'
import { nearest } from '../domain/math/nearest.ts'
import { brief } from '../domain/words/shown.ts'
import { type Path, type Problem, wrongKey, wrongValue } from './problem.ts'

type Sources = Config['sources']

/** A look-up goes to columns of another source’s files that are read. */
export function throughProblems(
  path: Path,
  { through = [] }: Mapping,
  sources: Sources,
): readonly Problem[] {
  return through.flatMap(({ source, key, value }, i) => {
    const at = [...path, 'through', i]
    const other = sources[source]
    if (!other) return [noSource([...at, 'source'], source, Object.keys(sources))]
    if (other.table !== undefined) {
      return [
        wrongValue(
          [...at, 'source'],
          `${source} is a table of Glue, in which nothing can be looked up`,
        ),
      ]
    }
    return [key, value]
      .filter((name) => isNeverRead(other, name))
      .map((name) => wrongValue(at, `${brief(name)} is under never of ${source}: it is not read`))
  })
}

/** Orders repeat those of another source, and nowhere in a circle: all of them would be left out. */
export function repeatsProblems(sources: Sources): readonly Problem[] {
  return Object.entries(sources).flatMap(([name, { tables }]) => {
    const { repeats } = tables.orders ?? {}
    if (!repeats) return []
    const path = ['sources', name, 'tables', 'orders', 'repeats', 'of']
    const feeding = Object.keys(sources).filter(
      (one) => one !== name && sources[one]?.tables.orders,
    )
    if (!feeding.includes(repeats.of)) return [noSource(path, repeats.of, feeding, 'with orders ')]
    return isCircle(name, sources)
      ? [wrongValue(path, `${repeats.of} repeats ${name} in turn: nobody’s orders would be left`)]
      : []
  })
}

function isCircle(name: string, sources: Sources): boolean {
  const seen = new Set<string>()
  for (let at: string | undefined = name; at !== undefined && !seen.has(at); ) {
    seen.add(at)
    const repeats: Repeats = sources[at]?.tables.orders?.repeats
    at = repeats ? repeats.of : undefined
    if (at === name) return true
  }
  return false
}

/** Several sources of orders of which nobody said whether one repeats another: the night looks, and may say so. */
export const repeatsNotes = ({ sources }: Config): readonly Problem[] =>
  pairsOf(Object.entries(sources).map(([name, config]) => ({ name, config })))
    .filter(({ isRule }) => !isRule)
    .map(({ source, of }) =>
      wrongKey(
        ['sources', source, 'tables', 'orders'],
        `if orders of ${source} are those of ${of} too, as a payment provider’s are, repeats: { of: ${of} } counts them once; repeats: false says that they are its own`,
      ),
    )

type Repeats = NonNullable<Sources[string]['tables']['orders']>['repeats']

function noSource(path: Path, given: string, names: readonly string[], kind = ''): Problem {
  const near = nearest(given, names)
  return wrongValue(
    path,
    `no other source ${kind}is called ${brief(given)}`,
    ...(near ? [`nearest: ${near}`] : []),
    `allowed: ${names.join(', ') || 'none'}`,
  )
}
