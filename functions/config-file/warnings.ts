import type { Config } from '../config.ts'
import { activeSegments, type DarkClause, darkClauses } from '../domain/segments/active.ts'
import { catalogue } from '../domain/segments/catalogue/index.ts'
import { featuresOf } from '../features.ts'
import type { Opened } from './document.ts'
import { noteOf } from './error.ts'
import { type Path, wrongKey, wrongValue } from './problem.ts'

/** What stops nothing but will surprise: fields that are null for everyone, because no source feeds them. */
export function darkWarnings(config: Config, opened: Opened, fileName: string): readonly string[] {
  const known = featuresOf(config)
  const note = (path: Path, { name, light }: DarkClause) =>
    noteOf(
      wrongKey(path, `${name} is not known of anybody: ${light} would light it`),
      opened,
      fileName,
    )
  const own = config.segments.flatMap(({ where }, index) =>
    darkClauses(where, known, config).map((dark) =>
      note(['segments', index, 'where', ...dark.path], dark),
    ),
  )
  const listed = config.catalogue === 'all' ? [] : config.catalogue
  const ready = listed.flatMap((id, index) =>
    catalogue
      .filter((segment) => segment.id === id)
      .flatMap(({ where }) => darkClauses(where, known, config))
      .map((dark) => note(['catalogue', index], dark)),
  )
  return [
    ...own,
    ...ready,
    ...absent(config, opened, fileName),
    ...unmapped(config, opened, fileName),
  ]
}

/** Segments for the first page that are not on tonight. */
function absent(config: Config, opened: Opened, fileName: string) {
  const active = new Set(activeSegments(config).map(({ id }) => id))
  return config.report.headline.flatMap((id, index) => {
    if (active.has(id)) return []
    const rule = catalogue.find((segment) => segment.id === id)?.where ?? {}
    const lights = darkClauses(rule, featuresOf(config), config).map(({ light }) => light)
    const message = `${id} is off: ${[...new Set(lights)].join(', ')} would light it`
    return [noteOf(wrongValue(['report', 'headline', index], message), opened, fileName)]
  })
}

/** Declared attributes that no source maps. */
function unmapped({ attributes, sources }: Config, opened: Opened, fileName: string) {
  const mapped = Object.values(sources).flatMap(({ tables }) =>
    Object.keys(tables.customers?.columns ?? {}),
  )
  return Object.keys(attributes)
    .filter((name) => !mapped.includes(name))
    .map((name) =>
      noteOf(wrongKey(['attributes', name], `no source maps ${name}`), opened, fileName),
    )
}
