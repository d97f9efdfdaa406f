import type { Config } from '../../config.ts'
import type { Feature } from '../features/columns.ts'
import type { Sources } from '../features/light.ts'
import { type ActiveSegment, activeSegments } from './active.ts'
import { ruleHash } from './hash.ts'

/** A segment as tonight evaluates it. */
export interface TonightSegment extends ActiveSegment {
  readonly ruleHash: string
  /** The previous night did not evaluate this rule: members are recorded, nobody enters or leaves. */
  readonly isBaseline: boolean
}

/** The active segments with their rules' hashes, against those of the previous night (segment id to hash). */
export const segmentsTonight = (
  config: Sources & Pick<Config, 'catalogue' | 'segments'>,
  features: readonly Feature[],
  previousRules: Readonly<Record<string, string>> = {},
): readonly TonightSegment[] =>
  activeSegments(config).map((segment) => {
    const hash = ruleHash(segment.where, features)
    return { ...segment, ruleHash: hash, isBaseline: previousRules[segment.id] !== hash }
  })
