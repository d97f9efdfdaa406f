import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { Config } from '../../functions/config.ts'
import { readConfig } from '../../functions/config-file.ts'
import type { Json } from '../../functions/config-schema/json.ts'
import { part } from '../../functions/config-schema/json.ts'
import { configSchema, configSchemaText } from '../../functions/config-schema.ts'

const filesOf = (folder: string) =>
  readdirSync(join(import.meta.dirname, folder)).map((file) => ({
    file: `${folder}/${file}`,
    text: readFileSync(join(import.meta.dirname, folder, file), 'utf8'),
  }))

/** What an editor would underline, by the schema of a config. */
function underliner(config?: Config): (text: string) => readonly string[] {
  const ajv = new Ajv2020({
    allErrors: true,
    strictTypes: false,
    strictRequired: false,
    inlineRefs: false,
  })
  const isRight = ajv.compile(configSchema(config))
  return (text) => {
    isRight(parse(text, { stringKeys: true }))
    return (isRight.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
  }
}

const underlinedByAny = underliner()

describe.each(filesOf('right'))('$file', ({ text }) => {
  it('passes its own schema, and that of no config', () => {
    expect(underliner(readConfig(text, 'nocturne.yaml').config)(text)).toEqual([])
    expect(underlinedByAny(text)).toEqual([])
  })
})

const underlined = underliner(
  readConfig(
    readFileSync(join(import.meta.dirname, 'right/smallest.yaml'), 'utf8'),
    'nocturne.yaml',
  ).config,
)

describe.each(filesOf('wrong'))('$file', ({ text }) => {
  it('is underlined', () => {
    expect(underlined(text)).not.toEqual([])
  })
})

it('there are enough wrong files to mean something', () => {
  expect(filesOf('wrong').length).toBeGreaterThanOrEqual(20)
  expect(filesOf('right').length).toBeGreaterThanOrEqual(5)
})

const example = join(import.meta.dirname, '../../examples/shop/nocturne.yaml')
it.skipIf(!existsSync(example))('the example passes', () => {
  const text = readFileSync(example, 'utf8')
  const { config, warnings } = readConfig(text, 'nocturne.yaml')
  expect(warnings).toEqual([])
  expect(underliner(config)(text)).toEqual([])
})

describe('an editor', () => {
  const config = readConfig(
    readFileSync(join(import.meta.dirname, 'right/shop.yaml'), 'utf8'),
    'nocturne.yaml',
  ).config
  const { rule } = configSchema(config).$defs as { rule: { properties: Record<string, Json> } }

  it('completes fields, declared attributes and the values of closed lists', () => {
    expect(Object.keys(rule.properties)).toEqual(
      expect.arrayContaining(['all', 'any', 'not', 'orders', 'loyalty_level', 'member_since']),
    )
    expect(rule.properties.age_band?.anyOf).toEqual(
      expect.arrayContaining([{ enum: expect.arrayContaining(['25-34']) }]),
    )
  })

  it('completes the rules of campaigns as those of segments', () => {
    const schema = configSchema(config)
    const rules = ['where', 'trigger.1.enter', 'trigger.1.leave', 'trigger.1.was']
    for (const path of rules) expect(part(schema, `campaigns.*.${path}`).$ref).toBe('#/$defs/rule')
  })

  it('explains every field', () => {
    expect(rule.properties.refund_rate?.description).toBe(
      'number 0 to 1: share of what was charged that was given back',
    )
    expect(Object.entries(rule.properties).filter(([, { description }]) => !description)).toEqual(
      [],
    )
  })

  it('knows what is taken when a key is left out', () => {
    const schema = configSchema(config)
    expect(part(schema, 'lifecycle.newDays').default).toBe(90)
    expect(part(schema, 'sources.*.format.delimiter').default).toBe(',')
    expect(part(schema, 'catalogue').default).toBe('all')
  })

  it('explains every key of the file', () => {
    const bare = (schema: Json, path: string): readonly string[] => {
      const inside = [
        ...Object.entries((schema.properties as Record<string, Json>) ?? {}),
        ...['items', 'additionalProperties'].flatMap((key) =>
          typeof schema[key] === 'object' ? [['*', schema[key] as Json] as const] : [],
        ),
      ]
      return inside.flatMap(([key, below]) => [
        ...(below.description || key === '*' ? [] : [`${path}${key}`]),
        ...(below.$ref ? [] : bare(below, `${path}${key}.`)),
      ])
    }
    expect(bare(configSchema(), '')).toEqual([])
  })

  it('gets text that is the same every time', () => {
    expect(configSchemaText(config)).toBe(configSchemaText(config))
    expect(JSON.parse(configSchemaText(config)).$schema).toContain('2020-12')
  })
})
