import type { Campaign } from '../config/campaigns.ts'
import type { Config } from '../config.ts'
import { featureKind } from '../domain/features/kind.ts'
import { nearest } from '../domain/math/nearest.ts'
import { clausesIn, treeOf } from '../domain/segments/tree.ts'
import { featuresOf } from '../features.ts'
import { darkRules, ownOccasions } from './campaign-reach.ts'
import type { Opened } from './document.ts'
import { noteOf } from './error.ts'
import { type Path, type Problem, wrongKey, wrongValue } from './problem.ts'

/** What is allowed of campaigns and yet reads otherwise than it works. */
export function campaignWarnings(
  config: Config,
  opened: Opened,
  fileName: string,
): readonly string[] {
  const { campaigns, sending, identity } = config
  return [
    ...campaigns.flatMap((campaign, index) => [
      ...occasionNotes(campaign, ['campaigns', index, 'occasion']),
      ...darkNotes(campaign, config, ['campaigns', index]),
      ...tremblingNotes(campaign, config, ['campaigns', index, 'trigger', 'enter']),
    ]),
    ...capNotes(sending.caps),
    ...phoneNotes(identity),
  ].map((problem) => noteOf(problem, opened, fileName))
}

/** `birthday`, which may be a kind of life event, and may be meant for `birth_date`. */
function occasionNotes({ occasion }: Campaign, path: Path): readonly Problem[] {
  if (occasion === undefined || occasion in ownOccasions) return []
  const meant = spelled[occasion] ?? nearest(occasion, Object.keys(ownOccasions))
  if (meant === undefined) return []
  const message = `${occasion} is taken for a kind of life_events: the customers’ own date is ${meant}`
  return [wrongValue(path, message)]
}

const spelled: Readonly<Record<string, string>> = {
  birthday: 'birth_date',
  birth: 'birth_date',
  born: 'birth_date',
  signup: 'signed_up_on',
  registration: 'signed_up_on',
}

const darkNotes = (campaign: Campaign, config: Config, path: Path): readonly Problem[] =>
  darkRules(campaign, config)
    .filter(({ reachable }) => reachable)
    .flatMap(({ at, isReady, dark }) =>
      dark.map(({ path: below, name, light }) =>
        wrongKey(
          isReady ? [...path, ...at, name] : [...path, ...at, ...below],
          `${name} is not known of anybody: ${light} would light it`,
        ),
      ),
    )

/** A number that trembles about its threshold enters a state again and again. */
function tremblingNotes({ trigger }: Campaign, config: Config, path: Path): readonly Problem[] {
  if (trigger === undefined || typeof trigger === 'string' || trigger.leave) return []
  const known = featuresOf(config)
  return clausesIn(treeOf(trigger.enter)).flatMap(({ feature: name, path: below, condition }) => {
    const feature = known.find((one) => one.name === name)
    const isRate = feature && (featureKind(feature) === 'rate' || /_(ratio|score)$/.test(name))
    const isOrdered = Object.keys(condition).some((operator) => thresholds.has(operator))
    if (!isRate || !isOrdered) return []
    const message = `without leave, a customer whose ${name} trembles about the threshold enters again and again`
    return [wrongKey([...path, ...below], message)]
  })
}

const thresholds: ReadonlySet<string> = new Set([
  ...['at_least', 'at_most', 'more_than', 'less_than', 'between'],
])

function capNotes({ day, week }: Config['sending']['caps']): readonly Problem[] {
  if (day <= week) return []
  const message = `${day} a day are never reached: week allows ${week} in seven days`
  return [wrongValue(['sending', 'caps', 'day'], message)]
}

function phoneNotes({ keys, phoneCountry }: Config['identity']): readonly Problem[] {
  const isKey = keys.includes('phone')
  if (isKey === (phoneCountry !== undefined)) return []
  return isKey
    ? [
        wrongValue(
          ['identity', 'keys'],
          'without phoneCountry, phone numbers that begin with no country’s code join nobody',
        ),
      ]
    : [
        wrongValue(
          ['identity', 'phoneCountry'],
          'phoneCountry means nothing without phone among keys',
        ),
      ]
}
