/** A JSON Schema, or a part of one. */
export type Json = { [key: string]: unknown }

/**
 * The schema at a path of keys: `*` is any key of a map or any item of a list, a number one of several forms.
 * With `instead`, puts that in its place. Throws where the path leads nowhere.
 */
export function part(schema: Json, path: string, instead?: Json): Json {
  const steps = path.split('.')
  const last = steps.pop()!
  const parent = steps.reduce((at, step) => held(at, step).value, schema)
  const { holder, key, value } = held(parent, last)
  if (instead) holder[key] = instead
  return instead ?? value
}

function held(schema: Json, step: string): { holder: Json; key: string; value: Json } {
  const [holder, key] =
    step === '*'
      ? [schema, schema.items ? 'items' : 'additionalProperties']
      : /^\d$/.test(step)
        ? [schema.anyOf as Json, step]
        : [schema.properties as Json, step]
  const value = holder?.[key] as Json | undefined
  if (!holder || !value) throw new Error(`the schema has no ${step}`)
  return { holder, key, value }
}
