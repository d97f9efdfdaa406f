import type { Config } from '../config.ts'
import { type Feature, features } from '../domain/features/columns.ts'
import { rfmNamesProblems } from '../domain/features/rfm-names.ts'
import { canonicalTable } from '../domain/ingest/canonical.ts'
import { nearest } from '../domain/math/nearest.ts'
import { catalogue } from '../domain/segments/catalogue/index.ts'
import { checkRule } from '../domain/segments/check-rule.ts'
import { brief } from '../domain/words/shown.ts'
import { featuresOf } from '../features.ts'
import { type Problem, wrongKey, wrongValue } from './problem.ts'

/** What the definition cannot see: attributes, rules, and segments that are listed by id. `value` is as written. */
export function segmentProblems(config: Partial<Config>, value: unknown): readonly Problem[] {
  return [
    ...attributeProblems(config.attributes ?? {}),
    ...(config.attributes
      ? ruleProblems(value, featuresOf({ ...config, attributes: config.attributes }))
      : []),
    ...rfmProblems(config.rfm),
    ...idProblems(config.segments ?? []),
    ...listProblems(config),
    ...headlineProblems(config),
  ]
}

function attributeProblems(attributes: Config['attributes']): readonly Problem[] {
  const taken = new Map([
    ...reserved.map((name) => [name, 'a word of ours'] as const),
    ...Object.keys(canonicalTable('customers').columns).map(
      (name) => [name, 'a column of customers already: map it there'] as const,
    ),
    ...features.map(({ name }) => [name, 'a field already'] as const),
  ])
  return Object.keys(attributes)
    .filter((name) => taken.has(name))
    .map((name) =>
      wrongKey(['attributes', name], `${name} is ${taken.get(name)}`, `for example: shop_${name}`),
    )
}

/** Words of rules, and columns that tables of customers have beside the canonical ones. */
const reserved = [
  ...['all', 'any', 'not', 'as_of'],
  ...['source', 'id_space', 'file', 'signed_up_on', 'subject', 'problems', 'row_order'],
]

function rfmProblems(rfm: Config['rfm'] | undefined): readonly Problem[] {
  return rfmNamesProblems(rfm?.names ?? 'default').map(({ code, message }) =>
    code === undefined
      ? wrongValue(['rfm', 'names'], message)
      : wrongKey(['rfm', 'names', code], message),
  )
}

/** Rules are checked as they were written: what is wrong with their shape is said in the same words. */
function ruleProblems(value: unknown, known: readonly Feature[]): readonly Problem[] {
  const segments = (value as { segments?: unknown } | null)?.segments
  if (!Array.isArray(segments)) return []
  return segments.flatMap((segment: unknown, index): Problem[] => {
    if (typeof segment !== 'object' || segment === null || !('where' in segment)) return []
    return checkRule(segment.where, known).map((problem) => ({
      ...problem,
      path: ['segments', index, 'where', ...problem.path],
    }))
  })
}

function idProblems(segments: Config['segments']): readonly Problem[] {
  const ready = new Set(catalogue.map(({ id }) => id))
  return segments.flatMap(({ id }, index) => {
    const path = ['segments', index, 'id']
    if (ready.has(id))
      return [wrongValue(path, `${id} is a segment of the catalogue: take another id`)]
    const first = segments.findIndex((one) => one.id === id)
    return first < index ? [wrongValue(path, `segments[${first}] has the id ${id} too`)] : []
  })
}

function listProblems({ catalogue: listed }: Partial<Config>): readonly Problem[] {
  if (!listed || listed === 'all') return []
  return listed.flatMap((id, index) => {
    if (listed.indexOf(id) < index)
      return [wrongValue(['catalogue', index], `${id} is listed twice`)]
    return unknownId(
      id,
      ['catalogue', index],
      catalogue.map((segment) => segment.id),
    )
  })
}

function headlineProblems({ report, catalogue: listed, segments }: Partial<Config>) {
  if (!report || !listed || !segments) return []
  const ready = listed === 'all' ? catalogue.map(({ id }) => id) : listed
  const known = [...ready, ...segments.map(({ id }) => id)]
  return report.headline.flatMap((id, index) => unknownId(id, ['report', 'headline', index], known))
}

function unknownId(
  id: string,
  path: Problem['path'],
  known: readonly string[],
): readonly Problem[] {
  if (known.includes(id)) return []
  const near = nearest(id, known)
  return [
    wrongValue(
      path,
      `no segment has the id ${brief(id)}`,
      ...(near ? [`nearest: ${near}`] : []),
      'all ids: docs/segments.md',
    ),
  ]
}
