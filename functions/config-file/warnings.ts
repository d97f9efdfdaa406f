import type { Config } from '../config.ts'
import { type DarkClause, darkClauses } from '../domain/segments/active.ts'
import { catalogue } from '../domain/segments/catalogue/index.ts'
import { featuresOf } from '../tables.ts'
import type { Opened } from './document.ts'
import { noteOf } from './error.ts'
import { type Path, wrongKey } from './problem.ts'

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
  return [...own, ...ready, ...unmapped(config, opened, fileName)]
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
