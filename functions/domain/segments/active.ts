import type { Config } from '../../config.ts'
import { type Feature, features } from '../features/columns.ts'
import { darkness, type Sources } from '../features/light.ts'
import { catalogue } from './catalogue/index.ts'
import { type Rule, type Segment, type SegmentKind, segmentKinds } from './rule.ts'
import { clausesIn, treeOf } from './tree.ts'

/** A segment that is on tonight. */
export interface ActiveSegment extends Segment {
  /** Its place in the list, from 1. */
  readonly position: number
  readonly origin: 'catalogue' | 'config'
}

/**
 * The segments that a config switches on: those of the catalogue in the catalogue's order (all whose features are lit,
 * or the listed ones), then its own in theirs.
 */
export function activeSegments(
  config: Sources & Pick<Config, 'catalogue' | 'segments'>,
): readonly ActiveSegment[] {
  const wanted = config.catalogue
  const chosen =
    wanted === 'all'
      ? catalogue.filter(({ where }) => darkClauses(where, features, config).length === 0)
      : catalogue.filter(({ id }) => wanted.includes(id))
  return [
    ...chosen.map((segment) => ({ segment, origin: 'catalogue' as const })),
    ...config.segments.map((segment) => ({ segment, origin: 'config' as const })),
  ].map(({ segment: { id, name, kind, strategy, where }, origin }, index) => ({
    ...{ id, name, kind, strategy, where, origin },
    position: index + 1,
  }))
}

/** A clause on a feature that nothing lights; `light` says what would, `path` where it stands below `where`. */
export interface DarkClause {
  readonly name: string
  readonly path: readonly (string | number)[]
  readonly light: string
}

/** The clauses of a rule whose features are null for everyone tonight. */
export function darkClauses(
  rule: Rule,
  known: readonly Feature[],
  config: Sources,
): readonly DarkClause[] {
  return clausesIn(treeOf(rule)).flatMap(({ feature: name, path }) => {
    const feature = known.find((one) => one.name === name)
    const light = feature && darkness(feature, config)
    return light ? [{ name, path, light }] : []
  })
}

/** A kind without a segment tonight, and what would light it. */
export interface DarkKind {
  readonly kind: SegmentKind
  readonly light: string
}

/** The kinds that no active segment has. */
export function darkKinds(
  config: Sources & Pick<Config, 'catalogue' | 'segments'>,
): readonly DarkKind[] {
  const active = new Set(activeSegments(config).map(({ kind }) => kind))
  return segmentKinds
    .filter((kind) => !active.has(kind))
    .map((kind) => ({ kind, light: light[kind] ?? lightOf(kind, config) }))
}

/** What lights the kinds for which the catalogue has no segment yet. */
const light: Partial<Record<SegmentKind, string>> = {
  psychographic: 'survey_answers, once rules can name them',
  firmographic: 'accounts, once rules can name them',
  occasion: 'life_events, once rules can name them',
  emotional: 'survey_answers, once rules can name them',
  attitudinal: 'survey_answers, once rules can name them',
  social: 'a segment of yours on shares or referrals',
}

function lightOf(kind: SegmentKind, config: Sources): string {
  const lights = catalogue
    .filter((segment) => segment.kind === kind)
    .flatMap(({ where }) => darkClauses(where, features, config).map((dark) => dark.light))
  return lights.length > 0
    ? [...new Set(lights)].join(', ')
    : 'the catalogue, or a segment of yours'
}
