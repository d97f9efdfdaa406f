/** A table of Glue that the shop keeps: looked at, never changed. */
import { createHash } from 'node:crypto'
import {
  AccessDeniedException,
  EntityNotFoundException,
  GetTableCommand,
  paginateGetPartitions,
  type Table,
} from '@aws-sdk/client-glue'
import type { SourceConfig } from '../../config.ts'
import { ConfigError, SourceError } from '../../errors.ts'
import type { RawColumn, SourceFile } from '../ports.ts'
import type { AwsClients } from './clients.ts'
import type { Deployment } from './deployment.ts'
import { mappedNames, tableColumns } from './existing-columns.ts'
import { dateOfDatabase } from './places.ts'
import { refuseLake } from './refuse-lake.ts'
import { isRefused, objectsBelow, placeIn } from './s3-objects.ts'

/** A source's table. As a file it bears the name of the table, and holds all of its rows. */
export interface AwsTable extends SourceFile {
  readonly database: string
  readonly table: string
  /** Those that hold one value; `column` is how SQL names it in a copy. */
  readonly columns: readonly (RawColumn & { readonly sql: string })[]
}

/** A source that names a table. */
export interface TableSource {
  readonly name: string
  readonly source: SourceConfig
  /** `database.table`. */
  readonly table: string
}

type Clients = Pick<AwsClients, 's3' | 'glue'>

/** The table of a source. Throws SourceError where it can't be read, ConfigError for what is no source. */
export async function findTable(
  asked: TableSource,
  deployment: Deployment,
  clients: Clients,
): Promise<AwsTable> {
  const { name, source, table: file } = asked
  const [database = '', table = ''] = file.split('.')
  refuseOwn(asked, database, deployment)
  const found = await described(asked, database, table, clients)
  const location = found.StorageDescriptor?.Location ?? ''
  if (/VIEW/.test(found.TableType ?? '')) throw unreadable(asked, 'is a view')
  if (!/^s3[an]?:\/\//.test(location)) throw unreadable(asked, 'has no files in S3')
  const { bucket, prefix } = placeIn(location)
  refuseLake(`sources.${name}.table`, file, { bucket, key: `${prefix}/` }, deployment)
  const { columns, others } = tableColumns(found)
  const mapped = mappedNames(source)
  const odd = others.find((column) => mapped.has(column.name))
  if (odd) throw unreadable(asked, `has a column ${odd.name} of type ${odd.type}`)
  refuseMissing(asked, mapped, columns)
  return { file, database, table, columns, ...(await contentOf(found, clients)) }
}

/** What Nocturne writes is never a source, and what the deployment was not given it can't read. */
function refuseOwn({ name, table }: TableSource, database: string, deployment: Deployment) {
  const key = `sources.${name}.table`
  const own = deployment.database
  if (database === own || dateOfDatabase(own, database)) {
    throw new ConfigError(`${key}: ${table} is a table of the lake`, {
      details: [
        `the databases of the lake are ${own} and ${own}_…; what Nocturne writes is never a source`,
      ],
      next: ['name a table of the shop’s own'],
    })
  }
  if (deployment.tables.includes(table)) return
  throw new ConfigError(`${key}: ${table} is none of the tables that the deployment may read`, {
    details: [`it may read ${deployment.tables.join(', ') || 'none'}`],
    next: [
      'add it to sources.tables in deployment.yaml, and where its files are to sources.locations',
      'then npx cdk deploy --all',
    ],
  })
}

/** Said before a night begins: the copy that it takes of a table may be a large one. */
function refuseMissing(
  { name, table }: TableSource,
  mapped: ReadonlySet<string>,
  columns: readonly RawColumn[],
) {
  const theirs = columns.map((column) => column.name)
  const missing = [...mapped].find((column) => !theirs.includes(column))
  if (missing === undefined) return
  throw new SourceError(`${name}: the table ${table} has no column ${missing}`, {
    details: [`its columns: ${theirs.join(', ')}`],
    next: [`correct the mapping in sources.${name}.tables`],
  })
}

async function described(
  asked: TableSource,
  DatabaseName: string,
  Name: string,
  { glue }: Clients,
) {
  try {
    const { Table } = await glue.send(new GetTableCommand({ DatabaseName, Name }))
    return Table ?? { Name }
  } catch (error) {
    if (error instanceof EntityNotFoundException) {
      throw new SourceError(`${asked.name}: Glue has no table ${asked.table}`, {
        next: [`make the table, or correct sources.${asked.name}.table`],
      })
    }
    if (!(error instanceof AccessDeniedException)) throw error
    const next = [
      'ask for glue:GetTable on it; where Lake Formation governs it, grant the role of the Night function there too',
    ]
    const message = `${asked.name}: Glue does not show the table ${asked.table}`
    throw new SourceError(message, { details: [error.message], next }, { cause: error })
  }
}

const unreadable = ({ name, table }: TableSource, words: string) =>
  new SourceError(`${name}: the table ${table} ${words}, which can’t be read as a source`, {
    next: [`name a table of files in S3 whose mapped columns hold one value each: sources.${name}`],
  })

/**
 * What a table holds, as a fingerprint: its definition, its partitions, and every object below them. Where S3 does not
 * show the objects (Lake Formation reads for Athena alone), the versions that Glue counts stand for them.
 */
async function contentOf(table: Table, { s3, glue }: Clients) {
  const { DatabaseName, Name: TableName, StorageDescriptor, PartitionKeys = [] } = table
  const hash = createHash('sha256')
  const told = (...parts: readonly unknown[]) => hash.update(`${JSON.stringify(parts)}\n`)
  // Iceberg names its state here; what its folder holds is more than the table.
  const state = table.Parameters?.metadata_location ?? null
  told(state, StorageDescriptor?.Location, StorageDescriptor?.Columns, PartitionKeys)
  const locations = [StorageDescriptor?.Location ?? '']
  if (PartitionKeys.length > 0) {
    const asked = { DatabaseName, TableName, ExcludeColumnSchema: true }
    for await (const { Partitions = [] } of paginateGetPartitions({ client: glue }, asked)) {
      for (const { Values, StorageDescriptor: stored } of Partitions) {
        told(Values, stored?.Location)
        if (stored?.Location) locations.push(stored.Location)
      }
    }
  }
  let bytes = 0
  try {
    for (const { bucket, prefix } of outermost(locations)) {
      for await (const object of objectsBelow(s3, bucket, prefix)) {
        told(bucket, object.key, object.etag)
        bytes += object.bytes
      }
    }
  } catch (error) {
    if (!isRefused(error)) throw error
    told(table.VersionId, table.UpdateTime)
  }
  return { bytes, fingerprint: hash.digest('hex') }
}

/** Folders, without those within another. */
function outermost(locations: readonly string[]) {
  const kept: string[] = []
  for (const location of locations.map((one) => one.replace(/\/*$/, '/')).sort()) {
    if (!kept.some((above) => location.startsWith(above))) kept.push(location)
  }
  return kept.map(placeIn)
}
