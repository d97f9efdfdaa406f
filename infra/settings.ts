/** `deployment.yaml`: where and when the nights run. Parsed once, typed from then on. */
import { existsSync, readFileSync } from 'node:fs'
import { parseDocument } from 'yaml'
import { z } from 'zod'
import { configSpec, glueTable } from '../functions/config.ts'

export type Settings = z.output<typeof settingsSpec>

const bytes = z.int().min(10_000_000, 'at least 10000000, which is the least that Athena counts')

const name = (pattern: RegExp, words: string) => z.string().regex(pattern, words)

const location = name(
  /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\/([^*?[\]{}]+\/)?$/,
  'a place such as s3://bucket/folder/, with / at its end',
)

const stackName = name(/^[A-Za-z][A-Za-z0-9-]{0,127}$/, 'a letter, then letters, digits and -')

export const settingsSpec = z.strictObject({
  timeZone: configSpec.shape.company.shape.timeZone,
  hour: name(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time such as "02:30"').default('02:30'),
  alarms: z.strictObject({
    email: z.email('an e-mail address'),
    /** CloudWatch looks back at most seven days. */
    lateHours: z.int().min(24).max(168).default(27),
  }),
  sources: z
    .strictObject({
      locations: z.array(location).default([]),
      tables: z.array(glueTable).default([]),
      keys: z
        .array(name(/^arn:aws[a-z-]*:kms:[^:*]+:\d{12}:key\/[^*]+$/, 'the ARN of a KMS key'))
        .default([]),
    })
    .prefault({}),
  mail: z
    .strictObject({
      domain: name(
        /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/,
        'a domain such as shop.example',
      ),
      opens: z.boolean().default(false),
    })
    .optional(),
  retention: configSpec.shape.retention,
  scanLimit: z
    .strictObject({
      query: bytes.default(200_000_000_000),
      day: bytes.default(1_000_000_000_000),
    })
    .prefault({}),
  database: name(
    /^[a-z][a-z0-9_]{0,40}$/,
    'a lower case letter, then lower case letters, digits and _',
  ).default('nocturne'),
  stacks: z
    .strictObject({
      data: stackName.default('NocturneData'),
      app: stackName.default('NocturneApp'),
    })
    .refine(({ data, app }) => data !== app, 'two different names')
    .prefault({}),
})

/** The deployment can't be synthesised as it is written: says which key, what was given and what is allowed. */
export class SettingsError extends Error {}

/** Reads the settings of a deployment. Throws SettingsError with one line a wrong value. */
export function readSettings(file: string): Settings {
  if (!existsSync(file)) {
    throw new SettingsError(`${file} is missing\n  cp examples/deployment.yaml ${file}`)
  }
  return parseSettings(readFileSync(file, 'utf8'), file)
}

/** Settings from their text; `file` is how messages call it. */
export function parseSettings(text: string, file: string): Settings {
  const document = parseDocument(text)
  if (document.errors.length > 0) {
    throw new SettingsError(document.errors.map(({ message }) => `${file}: ${message}`).join('\n'))
  }
  const given: unknown = document.toJS() ?? {}
  const parsed = settingsSpec.safeParse(given)
  if (parsed.success) return parsed.data
  throw new SettingsError(
    parsed.error.issues.flatMap((issue) => lines(issue, given, file)).join('\n'),
  )
}

function lines(issue: z.core.$ZodIssue, root: unknown, file: string): readonly string[] {
  if (issue.code === 'unrecognized_keys') {
    const allowed = Object.keys(shapeAt(issue.path)).join(', ')
    return issue.keys.map(
      (key) => `${file}: ${keyOf([...issue.path, key])}: unknown key, allowed: ${allowed}`,
    )
  }
  const value = at(root, issue.path)
  const told = value === undefined ? 'is missing' : `given ${JSON.stringify(value)}`
  return [`${file}: ${keyOf(issue.path)}: ${told}, allowed: ${allowedBy(issue)}`]
}

function allowedBy(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type' && issue.message.startsWith('Invalid'))
    return typeWords[issue.expected] ?? issue.expected
  if (issue.code === 'too_small' && issue.message.startsWith('Too'))
    return `at least ${issue.minimum}`
  if (issue.code === 'too_big') return `at most ${issue.maximum}`
  return issue.message.replace(/^not (a known time zone); use /, '$1, ')
}

const typeWords: Readonly<Record<string, string>> = {
  string: 'a text, in quotes if it looks like a number',
  number: 'a number',
  int: 'a whole number',
  array: 'a list',
  object: 'a block of keys',
}

const keyOf = (path: readonly PropertyKey[]) => path.map(String).join('.') || 'the file'

const at = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (inside, step) => (inside as Record<PropertyKey, unknown> | null | undefined)?.[step],
    value,
  )

function shapeAt(path: readonly PropertyKey[]): object {
  const schema = path.reduce<unknown>((inside, step) => {
    const inner = unwrapped(inside)
    return inner instanceof z.ZodObject ? inner.shape[String(step)] : undefined
  }, settingsSpec)
  const inner = unwrapped(schema)
  return inner instanceof z.ZodObject ? inner.shape : {}
}

const unwrapped = (schema: unknown): unknown =>
  schema instanceof z.ZodPrefault ||
  schema instanceof z.ZodDefault ||
  schema instanceof z.ZodOptional
    ? unwrapped(schema.unwrap())
    : schema
