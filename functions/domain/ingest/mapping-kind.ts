import type { SqlType } from '../types.ts'

/** What a mapped column must become: decides which options its mapping may have. */
export type MappingKind = 'text' | 'number' | 'whole' | 'flag' | 'date' | 'instant'

/** All kinds. */
export const mappingKinds: readonly MappingKind[] = [
  'text',
  'number',
  'whole',
  'flag',
  'date',
  'instant',
]

/** The kind of a canonical column or declared attribute. */
export function mappingKind(type: SqlType): MappingKind {
  if (type === 'varchar') return 'text'
  if (type === 'boolean') return 'flag'
  if (type === 'bigint' || type === 'integer') return 'whole'
  if (type === 'date') return 'date'
  return type === 'timestamp(3)' ? 'instant' : 'number'
}

/** Options of a mapping that fit some kinds only. */
export const optionKinds: Readonly<Record<string, readonly MappingKind[]>> = {
  format: ['date', 'instant'],
  decimal: ['number'],
  date: ['instant'],
  time: ['instant'],
  zone: ['instant'],
  fileDay: ['date', 'instant'],
  plus: ['number'],
  minus: ['number'],
}

/** What a constant must look like, as text, and how to say so. */
export const constants: Readonly<Record<MappingKind, readonly [pattern: string, words: string]>> = {
  text: ['', 'a text'],
  number: ['^[+-]?\\d+(\\.\\d+)?$', 'a number such as 12.50'],
  whole: ['^[+-]?\\d+$', 'a whole number'],
  flag: ['^(true|false|t|f|yes|no|y|n|1|0)$', 'true or false'],
  date: ['^\\d{4}-\\d{2}-\\d{2}$', 'a day such as 2026-03-10'],
  instant: [
    '^\\d{4}-\\d{2}-\\d{2}([ T]\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?( ?(Z|[+-]\\d{2}:?\\d{2}))?)?$',
    'a moment such as 2026-03-10 09:30',
  ],
}
