/** `nocturne.yaml` as a definition: parsed once at the edge, typed from then on. */
import { z } from 'zod'
import {
  campaignSpec,
  consentSpec,
  identitySpec,
  reportMailSpec,
  sendingSpec,
} from './config/campaigns.ts'
import { fillSpec, mappingSpec, repeatsSpec, rowsSpec } from './config/mapping.ts'
import { valueSpec } from './config/value.ts'
import { canonicalNames, canonicalTable } from './domain/ingest/canonical.ts'
import { shopExports } from './domain/init/platforms/index.ts'
import { ownCalendarSpec } from './domain/occasions/own-calendar.ts'
import { ruleSpec, segmentKinds } from './domain/segments/rule.ts'

export type Config = z.output<typeof configSpec>
export type SourceConfig = Config['sources'][string]
export type FormatConfig = SourceConfig['format']
export type { Mapping } from './config/mapping.ts'

const days = z.int().min(1).max(3650)
const rate = z.number().min(0).max(1)
const text = z.string().trim().min(1)
const word = text.max(200)

const timeZone = z.string().refine(isTimeZone, {
  error: 'not a known time zone; use a name such as Europe/Paris',
})
const currency = z.string().regex(/^[A-Z]{3}$/, 'three capital letters, such as EUR')

const table = <Name extends (typeof canonicalNames)[number]>(name: Name) =>
  z.strictObject({
    ids: z
      .string()
      .regex(/^[a-z][a-z0-9_]{0,40}$/, 'lower case letters, digits and _')
      .default('shop'),
    trustEmails: z.boolean().default(false),
    columns:
      name === 'customers'
        ? z.record(z.string(), mappingSpec)
        : z.partialRecord(z.enum(Object.keys(canonicalTable(name).columns)), mappingSpec),
    rows: rowsSpec.optional(),
  })

const format = z.strictObject({
  type: z.enum(['csv', 'json', 'parquet', 'spaces']),
  delimiter: z.string().length(1).default(','),
  encoding: z.enum(['utf-8', 'latin-1']).default('utf-8'),
  header: z.union([z.literal(true), z.array(word).min(1)]).default(true),
  /** Lines before the header or the first row that are not rows. */
  skip: z.int().min(0).max(1000).default(0),
  /** Lines after the last row that are not rows: how many; or texts that lines of another shape hold. */
  footer: z.union([z.int().min(0).max(1000), z.array(word).min(1).max(20)]).default(0),
  decimal: z.enum(['.', ',']).default('.'),
  timeZone: timeZone.optional(),
  /** File name pattern to word: read as the column `file_status`. */
  statusByFile: z.record(z.string(), z.string()).optional(),
})

/** An existing table of Glue: `database.table`. */
export const glueTable = z
  .string()
  .regex(/^[a-z0-9_-]{1,255}\.[a-z0-9_-]{1,255}$/, 'a Glue table such as sales.orders')

const source = z.preprocess(
  withFormat,
  z
    .strictObject({
      /** The platform’s export that the files are. */
      as: z.enum(shopExports.flatMap(({ id, tables }) => (tables ? [id] : []))).optional(),
      files: z.array(text).min(1).optional(),
      table: glueTable.optional(),
      format,
      /** Columns that are never read. */
      never: z.array(word).min(1).optional(),
      fill: fillSpec.optional(),
      tables: z
        .strictObject(
          Object.fromEntries(canonicalNames.map((name) => [name, table(name).optional()])) as {
            [Name in (typeof canonicalNames)[number]]: z.ZodOptional<ReturnType<typeof table<Name>>>
          },
        )
        .extend({ orders: table('orders').extend({ repeats: repeatsSpec.optional() }).optional() })
        .refine((tables) => Object.keys(tables).length > 0, { error: 'at least one table' }),
    })
    .refine((one) => (one.files === undefined) !== (one.table === undefined), {
      error: 'exactly one of files, with format, or table',
      // Whatever else is wrong with the source.
      when: ({ value }) => isBlock(value),
    })
    .superRefine((one, { addIssue }) => {
      for (const key of one.table === undefined ? [] : keysOfFiles(one.format)) {
        addIssue({
          code: 'custom',
          path: ['format', key],
          message: 'not for a table, which knows its columns: timeZone and decimal may be given',
        })
      }
    }),
)

const limits = z.strictObject({
  staleDays: days.optional(),
  maxRejectedRate: rate.optional(),
  shrinkRate: rate.optional(),
  growRate: z.number().min(0).max(1000).optional(),
  severity: z.enum(['stop', 'warn']).optional(),
})

const id = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,40}$/, 'a lower case letter, then letters, digits, -')

export const segmentSpec = z.strictObject({
  id,
  name: text.max(80),
  kind: z.enum(segmentKinds),
  strategy: z.string().max(400).default(''),
  where: ruleSpec,
})

const name = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,40}$/, 'a lower case letter, then letters, digits, _')

/** What a person writes: `nocturne.yaml`. */
export const fileSpec = z.strictObject({
  version: z.literal(1),
  company: z.strictObject({
    name: text.max(80).regex(/^\P{Cc}*$/u, 'one line'),
    timeZone,
    currency: currency.optional(),
    /** Where the sender is: every email says it. */
    address: text.max(200).optional(),
  }),
  lake: text.default('.nocturne'),
  seed: z.int().min(0).default(1),
  sources: z
    .record(name, source)
    .refine((sources) => Object.keys(sources).length > 0, { error: 'at least one source' }),
  attributes: z
    .record(
      name,
      z.strictObject({
        type: z.enum(['text', 'number', 'boolean', 'date']),
        sensitive: z.boolean().default(false),
        description: z.string().max(200).optional(),
      }),
    )
    .default({}),
  events: z
    .partialRecord(z.enum(['view', 'cart', 'share', 'referral']), z.array(word).min(1))
    .default({}),
  lifecycle: z
    .strictObject({
      newDays: days.default(90),
      atRiskGaps: z.number().min(1).max(100).default(2),
      churnedDays: days.default(365),
      loyalDays: z.int().min(2).max(1000).default(4),
    })
    .prefault({}),
  rfm: z
    .strictObject({ names: z.union([z.literal('default'), z.record(z.string(), z.string())]) })
    .default({ names: 'default' }),
  catalogue: z.union([z.literal('all'), z.array(id)]).default('all'),
  segments: z.array(segmentSpec).default([]),
  checks: z.record(name, limits).default({}),
  value: valueSpec.prefault({}),
  report: z
    .strictObject({
      minimumSegment: z.int().min(1).max(10000).default(10),
      headline: z.array(id).max(7).default([]),
      mail: reportMailSpec.prefault({}),
    })
    .prefault({}),
  identity: identitySpec.prefault({}),
  consent: consentSpec.prefault({}),
  campaigns: z.array(campaignSpec).default([]),
  /** Files of calendars of the shop’s own, below the config’s folder. */
  calendars: z.array(text).default([]),
  sending: sendingSpec.prefault({}),
  retention: z
    .strictObject({
      personalNights: z.int().min(1).max(365).default(7),
      nights: z.int().min(1).max(3650).default(30),
      journalMonths: z.int().min(1).max(120).default(25),
    })
    .prefault({}),
})

/** The file with what it names beside it: calendars by id, and what was made of each template, by its path. */
export const configSpec = fileSpec.extend({
  attached: z
    .strictObject({
      calendars: z.record(z.string(), ownCalendarSpec).default({}),
      emails: z
        .record(
          z.string(),
          z.strictObject({
            /** The compiled email lies in the lake as `config/emails/<hash>.json`. */
            hash: z.string(),
            /** What the template names of a customer. */
            variables: z.array(z.string()),
          }),
        )
        .default({}),
    })
    .prefault({}),
})

/** What a source is held to. */
export interface Limits {
  readonly staleDays: number
  readonly maxRejectedRate: number
  readonly shrinkRate: number
  readonly growRate: number
  readonly severity: 'stop' | 'warn'
}

const standardLimits: Limits = {
  staleDays: 7,
  maxRejectedRate: 0.05,
  shrinkRate: 0.2,
  growRate: 1,
  severity: 'stop',
}

/** A source’s limits: its own, over `checks.default`, over ours. */
export function limitsOf(config: Pick<Config, 'checks'>, source: string): Limits {
  const given = { ...config.checks.default, ...config.checks[source] }
  return {
    staleDays: given.staleDays ?? standardLimits.staleDays,
    maxRejectedRate: given.maxRejectedRate ?? standardLimits.maxRejectedRate,
    shrinkRate: given.shrinkRate ?? standardLimits.shrinkRate,
    growRate: given.growRate ?? standardLimits.growRate,
    severity: given.severity ?? standardLimits.severity,
  }
}

/** Whether a name is of a time zone that is known. */
export function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return /^[A-Z]/.test(zone)
  } catch {
    return false
  }
}

/** The columns of a table have types, as those of Parquet have. */
function withFormat(given: unknown): unknown {
  if (!isBlock(given) || !('table' in given) || 'files' in given) return given
  const { format = {} } = given
  return { ...given, format: isBlock(format) ? { type: 'parquet', ...format } : format }
}

/** What a format says that only files have. */
function keysOfFiles(given: z.output<typeof format>): readonly string[] {
  const bare: z.output<typeof format> = format.parse({
    type: 'parquet',
    decimal: given.decimal,
    timeZone: given.timeZone,
  })
  const keys = Object.keys(given) as (keyof typeof given)[]
  return keys.filter((key) => JSON.stringify(given[key]) !== JSON.stringify(bare[key]))
}

const isBlock = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
