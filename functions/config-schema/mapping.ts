import type { Config } from '../config.ts'
import {
  type CanonicalColumn,
  type CanonicalName,
  canonicalTable,
} from '../domain/ingest/canonical.ts'
import {
  constants,
  type MappingKind,
  mappingKind,
  mappingKinds,
  optionKinds,
} from '../domain/ingest/mapping-kind.ts'
import { attributeColumns } from '../features.ts'
import type { Json } from './json.ts'

/**
 * The `columns:` of a table: every column by name, with what it means. `block` is a mapping's long form as
 * `configSpec` gives it. Customers take any column while the declared attributes are unknown.
 */
export function columnsSchema(
  name: CanonicalName,
  block: Json,
  attributes: Config['attributes'] | undefined,
): Json {
  const { columns } = canonicalTable(name)
  const declared = name === 'customers' ? attributeColumns({ attributes: attributes ?? {} }) : []
  const properties = Object.fromEntries([
    ...Object.entries(columns).map(([column, one]) => [column, columnSchema(one, block)]),
    ...declared.map((column) => [column.name, columnSchema(column, block)]),
  ])
  const isOpen = name === 'customers' && attributes === undefined
  return {
    type: 'object',
    properties,
    additionalProperties: isOpen ? anyMapping : false,
  }
}

const anyMapping: Json = {
  anyOf: mappingKinds.map((kind) => ({ $ref: `#/$defs/mapping_${kind}` })),
}

/** One definition a kind of column: `mapping_date` and so on. */
export const mappingDefinitions = (block: Json): Json =>
  Object.fromEntries(mappingKinds.map((kind) => [`mapping_${kind}`, mappingSchema(kind, block)]))

function columnSchema(
  { type, meaning, values }: Pick<CanonicalColumn, 'type' | 'meaning' | 'values'>,
  block: Json,
): Json {
  const kind = mappingKind(type)
  return {
    ...(values ? mappingSchema(kind, block, values) : { $ref: `#/$defs/mapping_${kind}` }),
    description: meaning,
  }
}

/** A column's name in the files, or a block with exactly one way to a value. */
function mappingSchema(kind: MappingKind, block: Json, values?: readonly string[]): Json {
  const properties = Object.fromEntries(
    Object.entries(block.properties as Json).filter(
      ([option]) => optionKinds[option]?.includes(kind) ?? true,
    ),
  )
  if (values) {
    properties.map = { type: 'object', additionalProperties: { enum: values } }
    properties.otherwise = { enum: values }
  }
  properties.constant = values ? { enum: values } : constantSchema(kind)
  const moment = kind === 'instant'
  if (values) {
    properties.fileName = { type: 'object', additionalProperties: { enum: values } }
  }
  const hasDay = moment || kind === 'date'
  const ways = [
    ['from'],
    ['join'],
    ['constant'],
    ['fileName'],
    ...(moment ? [['date', 'time']] : []),
  ]
  return {
    anyOf: [
      { type: 'string', minLength: 1, maxLength: 200 },
      {
        ...block,
        properties,
        oneOf: [
          ...ways.map((required) => ({ required })),
          ...(hasDay ? [{ required: ['fileDay'], properties: { from: false } }] : []),
        ],
        ...(moment && { dependentRequired: { date: ['time'], time: ['date'] } }),
      },
    ],
  }
}

function constantSchema(kind: MappingKind): Json {
  const [pattern] = constants[kind]
  const text = { type: 'string', ...(pattern && { pattern }) }
  if (kind === 'text') return { type: ['string', 'number', 'boolean'] }
  if (kind === 'number') return { anyOf: [{ type: 'number' }, text] }
  if (kind === 'whole') return { anyOf: [{ type: 'integer' }, text] }
  return kind === 'flag' ? { anyOf: [{ type: 'boolean' }, { enum: [0, 1] }, text] } : text
}
