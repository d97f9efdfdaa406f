/** A segment's rule as data: what `where:` may hold. */
import { z } from 'zod'

export type Scalar = string | number | boolean

export interface Condition {
  readonly is?: Scalar | undefined
  readonly in?: readonly Scalar[] | undefined
  readonly not_in?: readonly Scalar[] | undefined
  readonly at_least?: Scalar | undefined
  readonly at_most?: Scalar | undefined
  readonly more_than?: Scalar | undefined
  readonly less_than?: Scalar | undefined
  readonly between?: readonly [Scalar, Scalar] | undefined
  readonly known?: boolean | undefined
}

/** `all`, `any`, `not`, or feature names with a condition each; several keys of one clause must all hold. */
export type Rule = { readonly [key: string]: Rule | readonly Rule[] | Condition | Scalar }

export type SegmentKind = (typeof segmentKinds)[number]
export const segmentKinds = [
  'demographic',
  'geographic',
  'psychographic',
  'behavioural',
  'technographic',
  'firmographic',
  'value',
  'lifecycle',
  'occasion',
  'emotional',
  'attitudinal',
  'social',
] as const

/** A segment as config or the catalogue states it. */
export interface Segment {
  readonly id: string
  readonly name: string
  readonly kind: SegmentKind
  /** What to do with it, in the marketer's words. */
  readonly strategy: string
  readonly where: Rule
}

const scalar = z.union([z.string(), z.number(), z.boolean()])
const list = z.array(scalar).min(1)
const condition = z.strictObject({
  is: scalar.optional(),
  in: list.optional(),
  not_in: list.optional(),
  at_least: scalar.optional(),
  at_most: scalar.optional(),
  more_than: scalar.optional(),
  less_than: scalar.optional(),
  between: z.tuple([scalar, scalar]).optional(),
  known: z.boolean().optional(),
})

/** The shape of a rule; which features and values it may name is checked by `checkRule`. */
export const ruleSpec: z.ZodType<Rule> = z.lazy(() =>
  z.record(z.string(), z.union([scalar, z.array(ruleSpec).min(1), condition, ruleSpec])),
) as z.ZodType<Rule>
