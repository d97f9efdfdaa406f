/** The names of the 125 RFM codes: recency, frequency and spend, 5 is best. */
import type { rfmNames } from './columns.ts'

/** `default`, or a name for each code. */
export type RfmNames = 'default' | Readonly<Record<string, string>>

/** What is wrong with a map of names; `code` where one key of it is. */
export interface RfmNamesProblem {
  readonly code?: string
  readonly message: string
}

/** `rfm_names`: one row a code, by code, with our names or those that config gives. */
export const rfmNamesTable = (names: RfmNames) =>
  (names === 'default' ? defaults : Object.entries(names))
    .map(([rfm_code, rfm_segment]) => ({ rfm_code, rfm_segment }))
    .sort((a, b) => (a.rfm_code < b.rfm_code ? -1 : 1))

/** What keeps a map from naming every code exactly once; nothing for `default`. */
export function rfmNamesProblems(names: RfmNames): readonly RfmNamesProblem[] {
  if (names === 'default') return []
  const missing = codes.filter((code) => names[code] === undefined)
  return [
    ...Object.entries(names).flatMap(([code, name]): RfmNamesProblem[] => {
      if (!codes.includes(code)) {
        return [{ code, message: `${code} is no RFM code: three digits from 1 to 5, such as 555` }]
      }
      return name.trim() === '' ? [{ code, message: `${code} has an empty name` }] : []
    }),
    ...(missing.length > 0
      ? [{ message: `${125 - missing.length} of 125 codes have a name; missing: ${few(missing)}` }]
      : []),
  ]
}

const few = (all: readonly string[]) =>
  all.length > 10 ? `${all.slice(0, 10).join(', ')} and ${all.length - 10} more` : all.join(', ')

const codesOf: Readonly<Record<(typeof rfmNames)[number], string>> = {
  Champions: '555 554 544 545 454 455 445',
  Loyal: '543 444 435 355 354 345 344 335',
  'Potential Loyalist':
    '553 551 552 541 542 533 532 531 452 451 442 441 431 453 433 432 423 353 352 351 342 341 333 323',
  'New Customers': '512 511 422 421 412 411 311',
  Promising: '525 524 523 522 521 515 514 513 425 424 413 414 415 315 314 313',
  'Need Attention': '535 534 443 434 343 334 325 324',
  'About To Sleep': '331 321 312 221 213 231 241 251',
  'At Risk':
    '255 254 245 244 253 252 243 242 235 234 225 224 153 152 145 143 142 135 134 133 125 124',
  'Cannot Lose Them': '155 154 144 214 215 115 114 113',
  Hibernating: '332 322 233 232 223 222 132 123 122 212 211',
  Lost: '111 112 121 131 141 151',
}

const defaults: readonly (readonly [code: string, name: string])[] = Object.entries(
  codesOf,
).flatMap(([name, list]) => list.split(' ').map((code) => [code, name] as const))

const codes: readonly string[] = defaults.map(([code]) => code).sort()
