/** Databases, tables and partitions by the Glue API: typed answers in milliseconds, and no query. */
import {
  AlreadyExistsException,
  BatchCreatePartitionCommand,
  CreateDatabaseCommand,
  CreatePartitionCommand,
  CreateTableCommand,
  DeletePartitionCommand,
  EntityNotFoundException,
  GetDatabaseCommand,
  GetPartitionCommand,
  GetTableCommand,
  type GlueClient,
  type PartitionInput,
  type TableInput,
  UpdateTableCommand,
} from '@aws-sdk/client-glue'
import type { ColumnShape } from '../shape.ts'

/** The Glue tables of one database. */
export interface Catalog {
  readonly database: string
  /** Makes the database, or uses the one that there is. */
  ensure(): Promise<void>
  /** Makes a table, or makes the one of that name so. */
  put(table: TableInput): Promise<void>
  /** Makes partitions, or makes those of the same values so. */
  putPartitions(table: string, partitions: readonly PartitionInput[]): Promise<void>
  /** The columns of a table in the words of tables.ts. */
  columns(table: string): Promise<readonly ColumnShape[]>
}

export function catalog(client: GlueClient, database: string): Catalog {
  const place = { DatabaseName: database }
  /** Moves a partition that there is: nights are seldom published twice, and no query of ours reads it meanwhile. */
  const movePartition = async (TableName: string, input: PartitionInput) => {
    const partition = { ...place, TableName, PartitionValues: input.Values ?? [] }
    const { Partition } = await client.send(new GetPartitionCommand(partition))
    if (Partition?.StorageDescriptor?.Location === input.StorageDescriptor?.Location) return
    await client.send(new DeletePartitionCommand(partition))
    await client.send(new CreatePartitionCommand({ ...place, TableName, PartitionInput: input }))
  }
  return {
    database,

    async ensure() {
      try {
        await client.send(new GetDatabaseCommand({ Name: database }))
      } catch (error) {
        if (!(error instanceof EntityNotFoundException)) throw error
        const input = { Name: database, Description: 'Nocturne' }
        await unlessThere(client.send(new CreateDatabaseCommand({ DatabaseInput: input })))
      }
    },

    async put(table) {
      const isNew = await unlessThere(
        client.send(new CreateTableCommand({ ...place, TableInput: table })),
      )
      if (!isNew) await client.send(new UpdateTableCommand({ ...place, TableInput: table }))
    },

    async putPartitions(table, partitions) {
      for (let i = 0; i < partitions.length; i += atOnce) {
        const list = partitions.slice(i, i + atOnce)
        const { Errors = [] } = await client.send(
          new BatchCreatePartitionCommand({
            ...place,
            TableName: table,
            PartitionInputList: list,
          }),
        )
        for (const { PartitionValues = [], ErrorDetail } of Errors) {
          if (ErrorDetail?.ErrorCode !== 'AlreadyExistsException') {
            throw new Error(`${database}.${table}: ${ErrorDetail?.ErrorMessage}`)
          }
          const input = list.find(({ Values = [] }) => String(Values) === String(PartitionValues))
          if (input) await movePartition(table, input)
        }
      }
    },

    async columns(table) {
      const { Table } = await client.send(new GetTableCommand({ ...place, Name: table }))
      return (Table?.StorageDescriptor?.Columns ?? []).map(({ Name: name = '', Type = '' }) => ({
        name,
        type: declared(Type),
      }))
    },
  }
}

/** Parquet files of a location as a table; read by the columns' names. */
export function parquetTable(
  name: string,
  columns: readonly ColumnShape[],
  location: string,
  partitionKeys: readonly ColumnShape[] = [],
): TableInput {
  return {
    Name: name,
    TableType: 'EXTERNAL_TABLE',
    Parameters: { EXTERNAL: 'TRUE', classification: 'parquet' },
    PartitionKeys: partitionKeys.map(stored),
    StorageDescriptor: {
      Location: location,
      Columns: columns.map(stored),
      InputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat',
      OutputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat',
      SerdeInfo: {
        SerializationLibrary: 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe',
        Parameters: { 'serialization.format': '1' },
      },
    },
  }
}

/** Lines of text files as a table of one column, `line`. The first `skip` lines of every file are left out. */
export function linesTable(
  name: string,
  skip: number,
  location: string,
  partitionKeys: readonly ColumnShape[],
): TableInput {
  return {
    Name: name,
    TableType: 'EXTERNAL_TABLE',
    Parameters: {
      EXTERNAL: 'TRUE',
      classification: 'csv',
      ...(skip > 0 && { 'skip.header.line.count': String(skip) }),
    },
    PartitionKeys: partitionKeys.map(stored),
    StorageDescriptor: {
      Location: location,
      Columns: [{ Name: 'line', Type: 'string' }],
      InputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
      OutputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
      SerdeInfo: {
        SerializationLibrary: 'org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe',
        // A line is one cell: no text holds the sign that would end it.
        Parameters: {
          'serialization.format': '\u0001',
          'field.delim': '\u0001',
        },
      },
    },
  }
}

/** A partition of a table: the table's own storage, elsewhere. */
export const partitionOf = (
  { StorageDescriptor }: TableInput,
  values: readonly string[],
  location: string,
): PartitionInput => ({
  Values: [...values],
  StorageDescriptor: { ...StorageDescriptor, Location: location },
})

/** Partitions that one call takes. */
const atOnce = 100

const stored = ({ name, type }: ColumnShape) => ({ Name: name, Type: hiveType(type) })

/** A type of tables.ts as Hive writes it. */
const hiveType = (type: string): string => {
  if (type === 'varchar') return 'string'
  if (type === 'integer') return 'int'
  if (type === 'real') return 'float'
  if (type === 'varbinary') return 'binary'
  return type.startsWith('timestamp') ? 'timestamp' : type
}

/** Hive's word for a type as tables.ts writes it. */
const declared = (type: string): string => {
  if (/^(string|varchar(\(\d+\))?)$/.test(type)) return 'varchar'
  if (type === 'int') return 'integer'
  return type === 'timestamp' ? 'timestamp(3)' : type.replaceAll(' ', '')
}

/** Whether the call made something; false where it was there. */
async function unlessThere(call: Promise<unknown>): Promise<boolean> {
  try {
    await call
    return true
  } catch (error) {
    if (error instanceof AlreadyExistsException) return false
    throw error
  }
}
