/** Parquet files as `raw_<source>`: columns by place for SQL, by name for Athena, types from the footers. */
import type { FileMetaData, SchemaElement } from 'hyparquet'
import { SourceError } from '../../errors.ts'
import { commonShape } from '../header.ts'
import type { RawColumn } from '../ports.ts'
import type { ColumnShape } from '../shape.ts'
import { ident } from '../sql.ts'

export interface ParquetShape {
  readonly columns: readonly RawColumn[]
  /** As the table must have them. */
  readonly stored: readonly ColumnShape[]
  /** SQL of each column under its place’s name. */
  readonly selected: readonly string[]
}

/** The columns that all files have. Throws SourceError for files that differ or hold what Athena can't read. */
export function parquetShape(
  source: string,
  footers: readonly { readonly file: string; readonly footer: FileMetaData }[],
): ParquetShape {
  const shapes = footers.map(({ file, footer }) => ({ file, columns: columnsOf(file, footer) }))
  const own = commonShape(source, shapes)
  refuseTwice(shapes[0]?.file ?? '', own)
  return {
    columns: own.map(({ name, type }, i) => ({
      name,
      column: `c${i + 1}`,
      type: type === 'varbinary' ? 'varchar' : type,
    })),
    stored: own.map(({ name, type }) => ({ name: name.toLowerCase(), type })),
    selected: own.map(({ name, type }, i) => {
      const column = ident(name.toLowerCase())
      if (type === 'varbinary') return `from_utf8(${column}) as c${i + 1}`
      return hasZone(type)
        ? `with_timezone(${column}, 'UTC') as c${i + 1}`
        : `${column} as c${i + 1}`
    }),
  }
}

const hasZone = (type: string) => type.endsWith('with time zone')

function columnsOf(file: string, { schema }: FileMetaData): readonly ColumnShape[] {
  const columns: ColumnShape[] = []
  // The schema is a tree in one list; a column with children is no column of a table here.
  for (let i = 1; i < schema.length; ) {
    const element = schema[i] as SchemaElement
    const isNested = element.num_children !== undefined || element.repetition_type === 'REPEATED'
    if (!isNested) columns.push({ name: element.name, type: typeOf(file, element) })
    i = endOf(schema, i)
  }
  return columns
}

/** Where the element after this one and all below it stands. */
function endOf(schema: readonly SchemaElement[], at: number): number {
  let end = at + 1
  for (let child = 0; child < (schema[at]?.num_children ?? 0); child += 1) end = endOf(schema, end)
  return end
}

function typeOf(file: string, element: SchemaElement): string {
  const { type, converted_type: converted, logical_type: logical, precision, scale = 0 } = element
  if (converted === 'DECIMAL' || logical?.type === 'DECIMAL') {
    const given = logical?.type === 'DECIMAL' ? logical : { precision, scale }
    return `decimal(${given.precision},${given.scale})`
  }
  if (logical?.type === 'TIMESTAMP') {
    return logical.isAdjustedToUTC ? 'timestamp(3) with time zone' : 'timestamp(3)'
  }
  const found = types[`${type} ${converted ?? logical?.type ?? ''}`.trim()]
  if (found) return found
  throw new SourceError(`${file}: column ${element.name} is ${type} ${converted ?? ''}`.trim(), {
    details: ['Athena reads no such column'],
    next: ['write it as text, a number, a date or a timestamp, or leave it out'],
  })
}

const types: Readonly<Record<string, string>> = {
  BOOLEAN: 'boolean',
  INT32: 'integer',
  'INT32 INT_32': 'integer',
  'INT32 INT_16': 'smallint',
  'INT32 INT_8': 'tinyint',
  'INT32 UINT_8': 'smallint',
  'INT32 UINT_16': 'integer',
  'INT32 INTEGER': 'integer',
  'INT32 DATE': 'date',
  INT64: 'bigint',
  'INT64 INT_64': 'bigint',
  'INT64 INTEGER': 'bigint',
  'INT64 TIMESTAMP_MILLIS': 'timestamp(3)',
  'INT64 TIMESTAMP_MICROS': 'timestamp(3)',
  INT96: 'timestamp(3)',
  FLOAT: 'real',
  DOUBLE: 'double',
  BYTE_ARRAY: 'varbinary',
  'BYTE_ARRAY UTF8': 'varchar',
  'BYTE_ARRAY STRING': 'varchar',
  'BYTE_ARRAY ENUM': 'varchar',
  'BYTE_ARRAY JSON': 'varchar',
}

function refuseTwice(file: string, columns: readonly ColumnShape[]) {
  const names = columns.map(({ name }) => name.toLowerCase())
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  if (twice === undefined) return
  throw new SourceError(`${file}: two columns are called ${twice}`, {
    details: ['Athena tells the columns of Parquet by their names, without regard to case'],
    next: ['give each a name of its own'],
  })
}
