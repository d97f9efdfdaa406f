/** How a column of ours is made of the columns of files: the language of `sources.<name>`. */
import { z } from 'zod'

export type Mapping = z.output<typeof mappingSpec>
/** What a cell must be for its row, or for a value of it. Several conditions hold together. */
export type Condition = z.output<typeof amountCondition>
export type Conditions = Readonly<Record<string, Condition>>
/** One step of a look-up: the row of `source` whose `key` is the cell, and what it has as `value`. */
export type Step = z.output<typeof step>

const word = z.string().trim().min(1).max(200)
const words = z.array(word).min(1).max(1000)

/** Letters of a date format; what stands between them is taken as it is. */
const dateFormat = z
  .string()
  .regex(/^(?:YYYY|YY|MMM|MM|M|DD|D|HH|H|hh|h|mm|ss|SSS|A|ZZ|[^A-Za-z]|T)+$/, {
    error: 'a format of YYYY YY MMM MM M DD D HH H hh h mm ss SSS A ZZ and the characters between',
  })

const strip = z.enum(['apostrophe', 'money', 'decimals', 'hash'])

const ofText = {
  known: z.boolean().optional(),
  in: words.optional(),
  not_in: words.optional(),
  starts: word.optional(),
  not_starts: word.optional(),
}
const bound = z.number().min(-1e12).max(1e12)
const notEmpty = [
  (one: object) => Object.keys(one).length > 0,
  { error: 'at least one condition' },
] as const

const condition = z.strictObject(ofText).refine(...notEmpty)
const amountCondition = z
  .strictObject({
    ...ofText,
    more_than: bound.optional(),
    less_than: bound.optional(),
    not: bound.optional(),
  })
  .refine(...notEmpty)

/** Only rows that fit feed the table. */
export const rowsSpec = z
  .record(word, condition)
  .refine((rows) => Object.keys(rows).length > 0, { error: 'at least one column' })

/** Cells that stand on one row of a group alone. */
export const fillSpec = z.strictObject({ by: words, columns: words })

const sourceName = z.string().regex(/^[a-z][a-z0-9_]{0,40}$/, 'the name of another source')

const step = z.strictObject({ source: sourceName, key: word, value: word })

/** Orders that another source has too: dropped by what finds them; `false` where none is one. */
export const repeatsSpec = z.union([
  z.literal(false),
  z.strictObject({
    of: sourceName,
    by: z
      .array(z.enum(['order', 'amount']))
      .min(1)
      .default(['order', 'amount']),
    /** How far apart the times of an order and its payment may be. */
    hours: z.int().min(1).max(168).default(6),
  }),
])

/** A mapped column; the short form (`name`) becomes `{ from: name }`. */
export const mappingSpec = z.preprocess(
  (given) => (typeof given === 'string' ? { from: given } : given),
  z
    .strictObject({
      from: word.optional(),
      else: words.optional(),
      through: z.array(step).min(1).max(5).optional(),
      join: z.array(word).min(2).optional(),
      constant: z.union([z.string(), z.number(), z.boolean()]).optional(),
      date: word.optional(),
      time: word.optional(),
      zone: word.optional(),
      fileName: z.record(word, z.string()).optional(),
      fileDay: z.literal(true).optional(),
      plus: words.optional(),
      minus: words.optional(),
      when: z.record(word, amountCondition).optional(),
      map: z.record(z.string(), z.string()).optional(),
      otherwise: z.string().optional(),
      format: dateFormat.optional(),
      decimal: z.enum(['.', ',']).optional(),
      strip: z.union([strip, z.array(strip).min(1)]).optional(),
    })
    .refine(
      (one) =>
        [
          one.from,
          one.join,
          one.constant,
          one.date,
          one.fileName,
          one.from === undefined ? one.fileDay : undefined,
        ].filter((way) => way !== undefined).length === 1 &&
        (one.date === undefined) === (one.time === undefined),
      { error: 'exactly one of from, join, constant, fileName, fileDay, or date with time' },
    ),
)

/** What of a mapping names columns: of config, of a proposal, of an export. */
interface Naming {
  readonly from?: string | undefined
  readonly else?: readonly string[] | undefined
  readonly join?: readonly string[] | undefined
  readonly date?: string | undefined
  readonly time?: string | undefined
  readonly zone?: string | undefined
  readonly plus?: readonly string[] | undefined
  readonly minus?: readonly string[] | undefined
  readonly when?: Readonly<Record<string, unknown>> | undefined
}

/** The names of file columns that a mapping reads. */
export const namesIn = (one: Naming): readonly string[] =>
  [
    one.from,
    ...(one.else ?? []),
    ...(one.join ?? []),
    one.date,
    one.time,
    one.zone,
    ...(one.plus ?? []),
    ...(one.minus ?? []),
    ...Object.keys(one.when ?? {}),
  ].filter((name) => name !== undefined)

/** How two names of a file’s columns are compared. */
export const foldedName = (name: string): string => name.trim().toLowerCase()

/** Whether a column of a source’s files is never read. */
export const isNeverRead = (
  { never = [] }: { readonly never?: readonly string[] | undefined },
  name: string,
): boolean => never.some((one) => foldedName(one) === foldedName(name))

/** The tables of a source, as far as their mappings go. */
interface Mapped {
  readonly tables: Readonly<
    Record<string, { readonly columns: Readonly<Record<string, Mapping | undefined>> } | undefined>
  >
}

/** The mappings of a source, each with its table and with the column of ours that it makes. */
export const mappingsOf = ({ tables }: Mapped) =>
  Object.entries(tables).flatMap(([table, mapped]) =>
    Object.entries(mapped?.columns ?? {}).flatMap(([column, mapping]) =>
      mapping ? [{ table, column, mapping }] : [],
    ),
  )

/** Whether something holds from the day of the files, which is then part of what they say. */
export const usesFileDay = (source: Mapped): boolean =>
  mappingsOf(source).some(({ mapping }) => mapping.fileDay === true)
