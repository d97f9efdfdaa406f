import type { Config } from '../config.ts'
import { mappedColumns } from '../domain/features/light.ts'
import { nearest } from '../domain/math/nearest.ts'
import { faiths } from '../domain/occasions/calendar-day.ts'
import { isCountryCode, placeOf } from '../domain/occasions/places.ts'
import { brief } from '../domain/words/shown.ts'
import { type Problem, wrongKey, wrongValue } from './problem.ts'

/** What the definition cannot see of consents and of how customers are found. */
export function sendingProblems(config: Partial<Config>): readonly Problem[] {
  return [...consentProblems(config), ...identityProblems(config), ...mailProblems(config)]
}

function consentProblems(config: Partial<Config>): readonly Problem[] {
  const { consent, sources } = config
  if (!consent) return []
  const religious = Object.keys(consent.purposes).filter((name) => name.startsWith('religious'))
  return [
    ...('profiling' in consent.purposes
      ? [
          wrongKey(
            ['consent', 'purposes', 'profiling'],
            'profiling is said beside purposes',
            'write: consent: { profiling: opt-in }',
          ),
        ]
      : []),
    ...religious.map((name) => {
      const near = nearest(name, religiousPurposes)
      return wrongKey(
        ['consent', 'purposes', name],
        `${brief(name)} is not decided here: days of a faith always need a yes`,
        ...(near ? [`customers say yes to: ${near}`] : []),
      )
    }),
    ...(sources && consent.profiling === 'opt-in' && !mappedColumns(config).has('consents')
      ? [
          wrongValue(
            ['consent', 'profiling'],
            'profiling needs a yes, and no source has consents: nobody would be in any segment',
            'map consents, or write: profiling: opt-out',
          ),
        ]
      : []),
  ]
}

const religiousPurposes = faiths.map((faith) => `religious-${faith}`)

function mailProblems({ report, sending }: Partial<Config>): readonly Problem[] {
  if (!report || !sending || report.mail.to.length === 0 || sending.from !== undefined) return []
  return [
    wrongValue(
      ['report', 'mail', 'to'],
      'the report needs a sender',
      'write: sending: { from: hello@shop.example }',
    ),
  ]
}

function identityProblems(config: Partial<Config>): readonly Problem[] {
  const { identity, sources } = config
  if (!identity) return []
  const { keys, phoneCountry } = identity
  const mapped = mappedColumns(config)
  return [
    ...keys.flatMap((key, index) =>
      keys.indexOf(key) < index
        ? [wrongValue(['identity', 'keys', index], `${key} is listed twice`)]
        : [],
    ),
    ...(sources && keys.includes('phone') && !mapped.has('customers.phone')
      ? [wrongValue(['identity', 'keys', keys.indexOf('phone')], 'no source maps customers.phone')]
      : []),
    ...(phoneCountry === undefined ? [] : countryProblems(phoneCountry)),
  ]
}

function countryProblems(code: string): readonly Problem[] {
  if (isCountryCode(code)) return []
  const place = placeOf({ country: code })
  const near = 'nearest' in place ? [`nearest: ${place.nearest}`] : []
  return [wrongValue(['identity', 'phoneCountry'], `${code} is no country’s code`, ...near)]
}
