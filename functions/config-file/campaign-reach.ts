import type { Campaign } from '../config/campaigns.ts'
import type { Config } from '../config.ts'
import { mappedColumns } from '../domain/features/light.ts'
import { nearest } from '../domain/math/nearest.ts'
import { triggerOf } from '../domain/occasions/ready-triggers.ts'
import { darkClauses } from '../domain/segments/active.ts'
import { canHold } from '../domain/segments/can-hold.ts'
import type { Rule } from '../domain/segments/rule.ts'
import { brief } from '../domain/words/shown.ts'
import { featuresOf } from '../features.ts'
import { type Path, type Problem, wrongKey, wrongValue } from './problem.ts'

/** Campaigns that would never write to anybody. Their rules are right. */
export function reachProblems(config: Partial<Config>): readonly Problem[] {
  const { campaigns = [], sources } = config
  if (!sources || campaigns.length === 0) return []
  const mapped = mappedColumns(config)
  return [
    ...(mapped.has('customers.email')
      ? []
      : [wrongValue(['campaigns'], 'unreachable audience: no source maps customers.email')]),
    ...campaigns.flatMap((campaign, index) => [
      ...occasionProblems(campaign, sources, mapped, ['campaigns', index, 'occasion']),
      ...darkProblems(campaign, config, ['campaigns', index]),
    ]),
    ...purposeProblems(config, mapped),
  ]
}

/** A kind of life event is known where the mapping says all that there are. */
function occasionProblems(
  { occasion }: Campaign,
  sources: Config['sources'],
  mapped: ReadonlySet<string>,
  path: Path,
): readonly Problem[] {
  if (occasion === undefined) return []
  const column = ownOccasions[occasion] ?? 'life_events.kind'
  const near = occasion in ownOccasions ? undefined : nearest(occasion, Object.keys(ownOccasions))
  const help = near ? [`nearest: ${near}`] : []
  if (!mapped.has(column)) {
    const message = `unreachable audience: no source maps ${column}`
    return [wrongValue(path, message, ...help)]
  }
  const kinds = occasion in ownOccasions ? undefined : mappedKinds(sources)
  if (!kinds || kinds.includes(occasion)) return []
  const meant = nearest(occasion, [...kinds, ...Object.keys(ownOccasions)])
  return [
    wrongValue(
      path,
      `unreachable audience: life_events.kind is never ${brief(occasion)}`,
      ...(meant ? [`nearest: ${meant}`] : []),
      `one of: ${[...Object.keys(ownOccasions), ...kinds].join(', ')}`,
    ),
  ]
}

/** Dates of customers themselves, and the column that they come from. */
export const ownOccasions: Readonly<Record<string, string>> = {
  birth_date: 'customers.birth_date',
  signed_up_on: 'customers.signed_up_at',
}

/** Every kind that the sources can have; undefined where their files say. */
function mappedKinds(sources: Config['sources']): readonly string[] | undefined {
  const kinds: string[] = []
  for (const { tables } of Object.values(sources)) {
    const mapping = tables.life_events?.columns.kind
    if (!mapping) continue
    const { constant, map, otherwise } = mapping
    if (constant !== undefined) kinds.push(String(constant))
    else if (map && otherwise !== undefined) kinds.push(...Object.values(map), otherwise)
    else return undefined
  }
  return kinds
}

/** Rules on what is null for everyone. */
function darkProblems(campaign: Campaign, config: Partial<Config>, path: Path): readonly Problem[] {
  return darkRules(campaign, config)
    .filter(({ reachable }) => !reachable)
    .flatMap(({ at, isReady, dark }) =>
      dark.map((clause) => {
        const message = `unreachable audience: ${clause.name} is not known of anybody: ${clause.light} would light it`
        return isReady
          ? wrongValue([...path, ...at], message)
          : wrongKey([...path, ...at, ...clause.path], message)
      }),
    )
}

/** The rules of a campaign with clauses that are dark, and whether they can hold nevertheless. */
export function darkRules(campaign: Campaign, config: Partial<Config>) {
  const { sources, events = {}, attributes } = config
  if (!sources || !attributes) return []
  const known = featuresOf({ ...config, attributes })
  return rulesOf(campaign).flatMap(({ at, rule, isReady, isNeeded }) => {
    const dark = darkClauses(rule, known, { sources, events })
    if (dark.length === 0) return []
    const reachable = !isNeeded || canHold(rule, new Set(dark.map(({ name }) => name)))
    return [{ at, isReady, dark, reachable }]
  })
}

/** Every rule of a campaign; without what is needed, nobody hears of it. */
function rulesOf({ where, trigger }: Campaign) {
  const isReady = typeof trigger === 'string'
  const states = isReady ? triggerOf[trigger] : trigger
  const one = (at: Path, rule: Rule | undefined, isOfReady: boolean, isNeeded = true) =>
    rule ? [{ at, rule, isReady: isOfReady, isNeeded }] : []
  const part = (key: 'enter' | 'leave' | 'was', isNeeded: boolean) =>
    one(isReady ? ['trigger'] : ['trigger', key], states?.[key], isReady, isNeeded)
  return [
    ...one(['where'], where, false),
    ...part('enter', true),
    ...part('was', true),
    ...part('leave', false),
  ]
}

/** Purposes that nobody can have said yes to. Each is told once. */
function purposeProblems(
  { campaigns = [], consent }: Partial<Config>,
  mapped: ReadonlySet<string>,
): readonly Problem[] {
  if (!consent) return []
  const known = Object.keys(consent.purposes)
  return campaigns.flatMap(({ purpose }, index) => {
    const path = ['campaigns', index, 'purpose']
    if (!known.includes(purpose)) {
      const near = nearest(purpose, known)
      return [
        wrongValue(
          path,
          `no purpose is called ${brief(purpose)}`,
          ...(near ? [`nearest: ${near}`] : []),
          `allowed: ${known.join(', ')}`,
          `or list it: consent: { purposes: { ${brief(purpose)}: opt-in } }`,
        ),
      ]
    }
    const isFirst = campaigns.findIndex((one) => one.purpose === purpose) === index
    if (!isFirst || consent.purposes[purpose] === 'opt-out' || mapped.has('consents')) return []
    return [
      wrongValue(
        path,
        `unreachable audience: ${brief(purpose)} needs a yes, and no source has consents`,
        'map consents',
        `or, where the law lets you: consent: { purposes: { ${brief(purpose)}: opt-out } }`,
      ),
    ]
  })
}
