/** Which numerals of a text are not the written form of a value. */
import {
  fullDate,
  longDate,
  monthYear,
  periodName,
  shortDate,
  yearOf,
} from '../../../functions/domain/report/dates.ts'
import {
  change,
  count,
  decimal,
  type Money,
  percent,
  percentChange,
} from '../../../functions/domain/report/format.ts'
import type { Row } from '../../../functions/platform/ports.ts'

/** Numerals of fixed words: 365 days; 5 is best. */
const fixedNumerals = ['365', '5']

/** The text of a page as people and screen readers have it: without tags, with entities read. */
export const visibleText = (page: string): string =>
  page
    .replace(/<style>[\s\S]*?<\/style>/g, ' ')
    .replace(/<wbr>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name] ?? '')

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
}

/** How a page writes its values. */
export interface Written {
  readonly money: Money
  readonly asOf: string
  /** The marks of a scale, which are no figures. */
  readonly scale?: readonly string[]
}

/** The numerals of a text that no value of the rows is written as. */
export function unexplained(
  text: string,
  rows: readonly Row[],
  { money, asOf, scale = [] }: Written,
) {
  const known = new Set([
    ...fixedNumerals,
    ...scale,
    ...rows
      .flatMap((row) => Object.values(row))
      .flatMap((value) => formsOf(value, money, asOf))
      .flatMap(numerals),
  ])
  return numerals(text).filter((numeral) => !known.has(numeral))
}

const numerals = (text: string): readonly string[] =>
  [...text.matchAll(/\d[\d.,]*/g)].map(([found]) => found.replace(/[.,]+$/, ''))

function formsOf(value: Row[string], money: Money, asOf: string): readonly string[] {
  if (value === null || typeof value === 'boolean') return []
  if (typeof value === 'number') return numberForms(value, money)
  return /^\d{4}-\d{2}-\d{2}$/.test(value) ? dateForms(value, asOf) : [value]
}

const numberForms = (value: number, money: Money) => [
  ...[count(value), change(value), money.about(value), money.exact(value), money.change(value)],
  ...[percent(value), percent(value, 1), percentChange(value), String(value)],
  ...[1, 2, 3, 4].map((places) => decimal(value, places)),
  value.toExponential(0),
]

const dateForms = (date: string, asOf: string) => [
  ...[longDate(date), fullDate(date), shortDate(date, asOf), monthYear(date), yearOf(date)],
  ...['quarter', 'month'].flatMap((unit) => [
    periodName(date, unit, true),
    periodName(date, unit, false),
  ]),
  String(Number(date.slice(8))),
  date,
]
