/** Columns of the shop's own tables of Glue: which can be read, as what, and which a source asks for. */
import type { Table } from '@aws-sdk/client-glue'
import { foldedName, mappingsOf, namesIn } from '../../config/mapping.ts'
import type { SourceConfig } from '../../config.ts'
import type { RawColumn } from '../ports.ts'
import type { ColumnShape } from '../shape.ts'
import { ident } from '../sql.ts'

export interface TableColumns {
  readonly columns: readonly (RawColumn & { readonly sql: string })[]
  /** Those that hold more than one value, or none that a table of ours could. */
  readonly others: readonly ColumnShape[]
}

/** The columns of a table, those that it is partitioned by among them. */
export function tableColumns({ StorageDescriptor, PartitionKeys = [] }: Table): TableColumns {
  const columns: (RawColumn & { readonly sql: string })[] = []
  const others: ColumnShape[] = []
  for (const { Name = '', Type = '', Parameters } of [
    ...(StorageDescriptor?.Columns ?? []),
    ...PartitionKeys,
  ]) {
    // Iceberg leaves what was dropped in the list.
    if (Parameters?.['iceberg.field.current'] === 'false') continue
    const name = Name.toLowerCase()
    const given = Type.toLowerCase().replaceAll(' ', '')
    const type = readable(given)
    if (type === undefined) others.push({ name, type: Type })
    else {
      const column = `c${columns.length + 1}`
      const value = given === 'binary' ? `from_utf8(${ident(name)})` : ident(name)
      columns.push({ name, column, type, sql: `cast(${value} as ${type}) as ${column}` })
    }
  }
  return { columns, others }
}

/** The columns that the tables of a source name, in the case of Glue. */
export const mappedNames = (source: Pick<SourceConfig, 'tables' | 'fill'>) =>
  new Set(
    [
      ...(source.fill?.by ?? []),
      ...Object.values(source.tables).flatMap((table) => Object.keys(table?.rows ?? {})),
      ...mappingsOf(source).flatMap(({ mapping }) => namesIn(mapping)),
    ].map(foldedName),
  ) as ReadonlySet<string>

/** A type of Hive or Iceberg as SQL says it. Text without its length, instants to the millisecond. */
function readable(type: string): string | undefined {
  if (/^(string|binary|varchar(\(\d+\))?|char\(\d+\))$/.test(type)) return 'varchar'
  if (/^(tinyint|smallint|bigint|double|boolean|date|decimal\(\d+,\d+\))$/.test(type)) return type
  return words[type]
}

const words: Readonly<Record<string, string>> = {
  int: 'integer',
  integer: 'integer',
  float: 'real',
  decimal: 'decimal(10,0)',
  timestamp: 'timestamp(3)',
}
