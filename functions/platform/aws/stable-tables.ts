/** The stable database, which analysts query: a partition a night of every table, and `<table>_latest`. */
import {
  DeleteDatabaseCommand,
  DeletePartitionCommand,
  EntityNotFoundException,
  type GlueClient,
  paginateGetDatabases,
  paginateGetPartitions,
  paginateGetTables,
} from '@aws-sdk/client-glue'
import { severalAtOnce } from '../../concurrency.ts'
import type { Published } from '../../stage.ts'
import type { TableClass } from '../../tables/table.ts'
import type { Kept } from '../ports.ts'
import { type Catalog, parquetTable, partitionOf } from './glue.ts'
import { dateOfDatabase } from './places.ts'

export interface StableTables {
  /** Shows a published night, drops nights that are not kept. Called again, it changes nothing. */
  publish(published: Published, kept: Kept): Promise<void>
}

/** `<table>_latest` is a table over the newest night’s files: it moves by one call, and needs no query. */
export function stableTables(client: GlueClient, catalog: Catalog, bucket: string): StableTables {
  const { database } = catalog
  return {
    async publish(published, kept) {
      await catalog.ensure()
      await severalAtOnce(Object.entries(published.tables), 8, async ([name, table]) => {
        const { location, columns } = table
        const files = `s3://${bucket}/${location}/`
        const stable = parquetTable(name, columns, `s3://${bucket}/${classOf(location)}/`, [asOf])
        await catalog.put(stable)
        await catalog.putPartitions(name, [partitionOf(stable, [published.asOf], files)])
        await catalog.put(parquetTable(`${name}_latest`, columns, files))
      })
      await dropPartitions(client, database, kept)
      await dropRuns(client, database, kept)
    },
  }
}

const asOf = { name: 'as_of', type: 'date' } as const

const classOf = (location: string) => location.split('/')[0] as TableClass

/** Partitions of nights that are let go; their files go by the bucket’s lifecycle rules. */
async function dropPartitions(client: GlueClient, database: string, kept: Kept) {
  const tables: { readonly name: string; readonly oldest: string }[] = []
  for await (const { TableList = [] } of paginateGetTables(
    { client },
    { DatabaseName: database },
  )) {
    for (const { Name: name = '', PartitionKeys = [], StorageDescriptor } of TableList) {
      const [, kind] =
        /^s3:\/\/[^/]+\/(personal|results|journals)\//.exec(StorageDescriptor?.Location ?? '') ?? []
      if (kind && PartitionKeys[0]?.Name === asOf.name) {
        tables.push({ name, oldest: kept[kind as TableClass] })
      }
    }
  }
  await severalAtOnce(tables, 8, async ({ name, oldest }) => {
    const pages = paginateGetPartitions(
      { client },
      {
        DatabaseName: database,
        TableName: name,
        Expression: `as_of < '${oldest}'`,
        ExcludeColumnSchema: true,
      },
    )
    for await (const { Partitions = [] } of pages) {
      for (const { Values = [] } of Partitions) {
        if ((Values[0] ?? oldest) >= oldest) continue
        await unlessGone(
          client.send(
            new DeletePartitionCommand({
              DatabaseName: database,
              TableName: name,
              PartitionValues: Values,
            }),
          ),
        )
      }
    }
  })
}

/** Databases of runs that are let go, with the tables in them. */
async function dropRuns(client: GlueClient, database: string, kept: Kept) {
  const gone: string[] = []
  for await (const { DatabaseList = [] } of paginateGetDatabases({ client }, {})) {
    for (const { Name: name = '' } of DatabaseList) {
      const date = dateOfDatabase(database, name)
      if (date !== undefined && date < kept.runs) gone.push(name)
    }
  }
  await severalAtOnce(gone, 4, (Name) =>
    unlessGone(client.send(new DeleteDatabaseCommand({ Name }))),
  )
}

async function unlessGone(call: Promise<unknown>): Promise<void> {
  try {
    await call
  } catch (error) {
    if (!(error instanceof EntityNotFoundException)) throw error
  }
}
