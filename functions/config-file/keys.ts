import type { Json } from '../config-schema/json.ts'
import { configSchema } from '../config-schema.ts'
import type { Path } from './problem.ts'

/** The keys that may stand in the block at a path of the configuration, or of another schema; none where anything may. */
export const keysAt = (path: Path, schema?: Json): readonly string[] => [
  ...new Set(formsAt(path, schema).flatMap(({ properties }) => Object.keys(properties ?? {}))),
]

/** What the schema says of a path, in each of its forms. */
export function formsAt(path: Path, schema?: Json): readonly Json[] {
  const whole = schema ?? ownSchema()
  return path.reduce<readonly Json[]>(
    (parts, step) =>
      parts.flatMap((part) => below(part, step)).flatMap((part) => forms(part, whole)),
    forms(whole, whole),
  )
}

/** Made once, on the first mistake that needs it. */
let made: Json | undefined

function ownSchema(): Json {
  made ??= configSchema()
  return made
}

function below({ properties, additionalProperties, items }: Json, step: string | number): Json[] {
  const named = (properties as Json | undefined)?.[step]
  const next = typeof step === 'number' ? items : (named ?? additionalProperties)
  return typeof next === 'object' && next !== null ? [next as Json] : []
}

/** A schema's alternatives, with references followed. */
function forms(part: Json, schema: Json): readonly Json[] {
  if (typeof part.$ref === 'string') {
    const definition = (schema.$defs as Json)[part.$ref.replace('#/$defs/', '')]
    return forms(definition as Json, schema)
  }
  return Array.isArray(part.anyOf) ? part.anyOf.flatMap((one) => forms(one, schema)) : [part]
}
