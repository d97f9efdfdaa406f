/** A table of Glue that the shop keeps: looked at, never changed. */
import {
  AccessDeniedException,
  EntityNotFoundException,
  GetTableCommand,
} from '@aws-sdk/client-glue'
import type { SourceConfig } from '../../config.ts'
import { ConfigError, SourceError } from '../../errors.ts'
import type { RawColumn, SourceFile } from '../ports.ts'
import type { AwsClients } from './clients.ts'
import type { Deployment } from './deployment.ts'
import { mappedNames, tableColumns } from './existing-columns.ts'
import { contentOf } from './existing-content.ts'
import { dateOfDatabase } from './places.ts'
import { refuseLake } from './refuse-lake.ts'
import { placeIn } from './s3-objects.ts'

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

/** The table of a source. Throws SourceError where it can't be read, ConfigError for what is no source. */
export async function findTable(
  asked: TableSource,
  deployment: Deployment,
  clients: Pick<AwsClients, 's3' | 'glue'>,
): Promise<AwsTable> {
  const { name, source, table: file } = asked
  const [database = '', table = ''] = file.split('.')
  refuseOwn(asked, database, deployment)
  const get = new GetTableCommand({ DatabaseName: database, Name: table })
  const { Table: found = { Name: table } } = await shown(asked, clients.glue.send(get))
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
  return {
    file,
    database,
    table,
    columns,
    ...(await shown(asked, contentOf({ ...found, DatabaseName: database }, clients))),
  }
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
      'add it to sources.tables in deployment.yaml, and where its files are to sources.locations, then npx cdk deploy --all',
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

/** What Glue tells. Throws SourceError for what it has not, or does not show. */
async function shown<T>({ name, table }: TableSource, answer: Promise<T>): Promise<T> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof EntityNotFoundException) {
      throw new SourceError(`${name}: Glue has no table ${table}`, {
        next: [`make the table, or correct sources.${name}.table`],
      })
    }
    if (!(error instanceof AccessDeniedException)) throw error
    const advice = {
      details: [error.message],
      next: [
        'where Lake Formation governs the table, grant it to the role of the Night function there',
        'elsewhere deploy again: sources.tables in deployment.yaml gives the right',
      ],
    }
    const message = `${name}: Glue does not show the table ${table}`
    throw new SourceError(message, advice, { cause: error })
  }
}

const unreadable = ({ name, table }: TableSource, words: string) =>
  new SourceError(`${name}: the table ${table} ${words}, which can’t be read as a source`, {
    next: [`name a table of files in S3 whose mapped columns hold one value each: sources.${name}`],
  })
