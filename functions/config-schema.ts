/** The JSON Schema of `nocturne.yaml`: made from `fileSpec`, so that an editor completes and checks as we do. */
import { z } from 'zod'
import { occasionKeys } from './config/campaigns.ts'
import { type Config, fileSpec } from './config.ts'
import { describe } from './config-schema/descriptions.ts'
import { type Json, part } from './config-schema/json.ts'
import { columnsSchema, mappingDefinitions } from './config-schema/mapping.ts'
import { ruleDefinitions } from './config-schema/rules.ts'
import { canonicalNames } from './domain/ingest/canonical.ts'
import { catalogue } from './domain/segments/catalogue/index.ts'
import { featuresOf } from './features.ts'

/** The schema as text, as it is written beside the configuration. */
export const configSchemaText = (config?: Config): string =>
  `${JSON.stringify(configSchema(config), null, 2)}\n`

/** The schema. With a config it knows the declared attributes; without one it lets any attribute pass. */
export function configSchema(config?: Config): Json {
  const schema = z.toJSONSchema(fileSpec, { io: 'input', unrepresentable: 'any' }) as Json
  const features = featuresOf(config ?? { attributes: {} })
  schema.title = 'Nocturne'
  schema.$defs = {
    ...ruleDefinitions(features, config !== undefined),
    ...mappingDefinitions(part(schema, 'sources.*.tables.orders.columns.*')),
  }
  sources(schema, config)
  segments(schema, config)
  campaigns(schema)
  closeKeys(part(schema, 'events'))
  bounds(schema)
  describe(schema)
  return schema
}

/** Every table's columns by name, each with its mapping: a name, or a block. */
function sources(schema: Json, config: Config | undefined) {
  part(schema, 'sources').minProperties = 1
  filesOrTable(part(schema, 'sources.*'))
  const tables = part(schema, 'sources.*.tables')
  const block = part(tables, 'orders.columns.*')
  tables.minProperties = 1
  for (const name of canonicalNames)
    part(tables, `${name}.columns`, columnsSchema(name, block, config?.attributes))
}

/** Files with a format, or a table, of whose format there is less to say. */
function filesOrTable(source: Json) {
  const format = part(source, 'format')
  source.required = ['tables']
  delete format.required
  const ofFiles = Object.keys(format.properties as Json).filter((key) => !isOfTables(key))
  source.oneOf = [
    {
      required: ['files', 'format'],
      properties: { table: false, format: { required: ['type'] } },
    },
    {
      required: ['table'],
      properties: {
        files: false,
        format: { properties: Object.fromEntries(ofFiles.map((key) => [key, false])) },
      },
    },
  ]
}

const isOfTables = (key: string) => key === 'timeZone' || key === 'decimal'

/** Rules, and the ids that may be listed. */
function segments(schema: Json, config: Config | undefined) {
  part(schema, 'segments.*.where', { $ref: '#/$defs/rule' })
  const names = catalogue.map(({ id }) => id)
  Object.assign(part(schema, 'catalogue.1'), { uniqueItems: true, items: { enum: names } })
  const own = config?.segments.map(({ id }) => id) ?? []
  const listed = part(schema, 'report.headline.*')
  part(schema, 'report.headline.*', { anyOf: [{ enum: [...names, ...own] }, listed] })
}

/** Rules, one way to when, and no key that only another way has. */
function campaigns(schema: Json) {
  const rule = { $ref: '#/$defs/rule' }
  part(schema, 'campaigns.*.where', rule)
  for (const key of ['enter', 'leave', 'was']) part(schema, `campaigns.*.trigger.1.${key}`, rule)
  const never = (keys: readonly string[]) =>
    Object.fromEntries(keys.map((key) => [key, false] as const))
  part(schema, 'campaigns.*').oneOf = [
    { required: ['occasion'], properties: never(['day', 'trigger']) },
    { required: ['day'], properties: never(['occasion', 'trigger', ...occasionKeys]) },
    { required: ['trigger'], properties: never(['occasion', 'day', 'lead', ...occasionKeys]) },
  ]
}

/** A map whose keys are a closed list as a block with those keys, so that an editor offers them. */
function closeKeys(map: Json) {
  const { enum: keys } = map.propertyNames as { enum: readonly string[] }
  map.properties = Object.fromEntries(
    keys.map((key) => [key, { ...(map.additionalProperties as Json) }]),
  )
  map.additionalProperties = false
  delete map.propertyNames
}

/** What refinements check in code, as far as a schema can say it. */
function bounds(schema: Json) {
  const zone = { pattern: '^[A-Z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+){0,2}$' }
  const examples = ['Europe/Paris', 'Europe/London', 'America/New_York', 'Asia/Tokyo', 'UTC']
  Object.assign(part(schema, 'company.timeZone'), zone, { examples })
  Object.assign(part(schema, 'sources.*.format.timeZone'), zone, { examples })
  const codes = { minProperties: 125, maxProperties: 125, propertyNames: { pattern: '^[1-5]{3}$' } }
  Object.assign(part(schema, 'rfm.names.1'), codes)
  Object.assign(part(schema, 'value.contract'), { enum: [false] })
  Object.assign(part(schema, 'value.tiers'), {
    if: { properties: { by: { const: 'amounts' } }, required: ['by'] },
    // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
    then: { required: ['high', 'medium'] },
    else: { properties: { high: { maximum: 1 }, medium: { maximum: 1 } } },
  })
}
