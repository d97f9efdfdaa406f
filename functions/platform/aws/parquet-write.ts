/** Small tables as Parquet, without an engine: every type of tables.ts exactly. */
import { parquetWriteBuffer } from 'hyparquet-writer'
import type { Column, SqlType } from '../../domain/types.ts'
import type { Row } from '../ports.ts'

/** The rows as one Parquet file. Throws a RangeError for a value that its column can't hold. */
export function parquetOf(columns: readonly Column[], rows: readonly Row[]): Uint8Array {
  const elements = columns.map(({ name, type }) => ({
    name,
    repetition_type: 'OPTIONAL' as const,
    ...storageOf(type),
  }))
  return new Uint8Array(
    parquetWriteBuffer({
      schema: [{ name: 'root', num_children: columns.length }, ...elements],
      columnData: columns.map(({ name, type }) => ({
        name,
        data: rows.map((row) => cellOf(row[name] ?? null, type)),
      })),
    }),
  )
}

/**
 * A decimal in text as a whole number of steps of its last digit, halves rounded away from zero.
 * @example unscaled('-12.505', 2) // -1251n
 */
export function unscaled(text: string, scale: number): bigint {
  const [, sign, whole = '', fraction = '', exponent = '0'] =
    /^([+-]?)(\d*)\.?(\d*)(?:e([+-]?\d+))?$/i.exec(text) ?? []
  if (sign === undefined || whole + fraction === '') throw new RangeError(`not a decimal: ${text}`)
  const shift = scale - fraction.length + Number(exponent)
  const digits = whole + fraction
  const rounded =
    shift >= 0
      ? BigInt(digits.padEnd(digits.length + shift, '0'))
      : (BigInt(digits.slice(0, shift) || '0') * 10n + BigInt(digits.at(shift) ?? '0') + 5n) / 10n
  return sign === '-' ? -rounded : rounded
}

function storageOf(type: SqlType) {
  const [, precision, scale] = /^decimal\((\d+),(\d+)\)$/.exec(type) ?? []
  if (precision !== undefined) {
    return {
      type: 'FIXED_LEN_BYTE_ARRAY',
      type_length: 16,
      converted_type: 'DECIMAL',
      precision: Number(precision),
      scale: Number(scale),
    } as const
  }
  return storages[type as keyof typeof storages]
}

const storages = {
  varchar: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  bigint: { type: 'INT64' },
  integer: { type: 'INT32' },
  boolean: { type: 'BOOLEAN' },
  double: { type: 'DOUBLE' },
  date: { type: 'INT32', converted_type: 'DATE' },
  'timestamp(3)': { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' },
} as const

function cellOf(value: Row[string], type: SqlType) {
  if (value === null) return null
  const text = String(value)
  if (type === 'varchar') return text.replaceAll('\0', '')
  if (type === 'bigint') return BigInt(text)
  if (type === 'integer' || type === 'double') return Number(text)
  if (type === 'boolean') return text === 'true'
  if (type === 'date') return timeOf(text.slice(0, 10), 'T00:00:00Z') / 86_400_000
  if (type === 'timestamp(3)') return timeOf(text.replace(' ', 'T').replace(/Z?$/, 'Z'), '')
  return unscaled(text, Number(/,(\d+)\)$/.exec(type)?.[1]))
}

function timeOf(text: string, more: string): number {
  const time = Date.parse(`${text}${more}`)
  if (Number.isNaN(time)) throw new RangeError(`not a time: ${text}`)
  return time
}
