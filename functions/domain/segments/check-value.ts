import type { Feature } from '../features/columns.ts'
import { featureKind } from '../features/kind.ts'
import { nearest } from '../math/nearest.ts'
import { given, quotation, shown } from '../words/shown.ts'

/** Why a value does not fit a feature; undefined when it does. */
export interface ValueProblem {
  readonly message: string
  readonly help: readonly string[]
}

/** Whether a feature can hold this value at all: its type, its closed list, its range. */
export function checkValue(value: unknown, feature: Feature): ValueProblem | undefined {
  switch (featureKind(feature)) {
    case 'text':
      return textProblem(value, feature)
    case 'flag':
      return typeof value === 'boolean' ? undefined : expected('true or false', value, feature)
    case 'whole':
      return Number.isSafeInteger(value) ? undefined : expected('a whole number', value, feature)
    case 'date':
      return isDay(value) ? undefined : expected('a day such as 2026-03-10', value, feature)
    case 'rate':
      return rateProblem(value, feature)
    case 'number':
      return isPlain(value) ? undefined : expected('a number', value, feature)
  }
}

/** What a day looks like, as a pattern for the JSON Schema too. */
export const dayPattern = '^[1-9]\\d{3}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$'

/** A day that exists, as `YYYY-MM-DD`. */
export const isDay = (value: unknown): value is string =>
  typeof value === 'string' &&
  new RegExp(dayPattern).test(value) &&
  new Date(`${value}T00:00:00Z`).toISOString().startsWith(value)

function textProblem(value: unknown, feature: Feature): ValueProblem | undefined {
  if (typeof value !== 'string') {
    const help = typeof value === 'number' ? `write it in quotation marks: '${value}'` : undefined
    return expected('a text', value, feature, help)
  }
  if (value.includes('\0') || !value.isWellFormed())
    return { message: `no text of a table can hold ${quotation(value)}`, help: [] }
  if (!feature.values || feature.values.includes(value)) return undefined
  const near = nearest(value, feature.values)
  return {
    message: `${feature.name} is never ${quotation(value)}`,
    help: [
      ...(near ? [`nearest: ${near}`] : []),
      `one of: ${feature.values.map(shown).join(', ')}`,
    ],
  }
}

function rateProblem(value: unknown, feature: Feature): ValueProblem | undefined {
  if (!isPlain(value)) return expected('a number from 0 to 1', value, feature)
  if (value >= 0 && value <= 1) return undefined
  const help = value > 1 && value <= 100 ? `${value} % is written ${value / 100}` : undefined
  return expected('a number from 0 to 1', value, feature, help)
}

/** A number that a decimal of the lake can be compared with exactly. */
const isPlain = (value: unknown): value is number =>
  typeof value === 'number' && Math.abs(value) < 1e15 && Number(value.toFixed(12)) === value

function expected(what: string, value: unknown, { name }: Feature, help?: string): ValueProblem {
  return { message: `${name} takes ${what}, given ${given(value)}`, help: help ? [help] : [] }
}
