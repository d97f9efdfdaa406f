/** Lakes on the servers that stand for AWS: a bucket and a database each. */
import { AthenaClient } from '@aws-sdk/client-athena'
import { GlueClient } from '@aws-sdk/client-glue'
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import { athena } from '../../functions/platform/aws/athena.ts'
import type { AwsClients } from '../../functions/platform/aws/clients.ts'
import type { Deployment } from '../../functions/platform/aws/deployment.ts'
import { catalog } from '../../functions/platform/aws/glue.ts'
import { runDatabase } from '../../functions/platform/aws/places.ts'
import { s3Files } from '../../functions/platform/aws/s3-files.ts'
import type { AwsSources } from '../../functions/platform/aws/sources.ts'
import { stableTables } from '../../functions/platform/aws/stable-tables.ts'
import { athenaWarehouse } from '../../functions/platform/aws/warehouse.ts'
import type { Log } from '../../functions/platform/ports.ts'
import type { Run } from '../../functions/stage.ts'
import type { Table } from '../../functions/tables/table.ts'
import type { TestLake } from './warehouse-lake.ts'

/** Where the servers are. */
export interface Servers {
  readonly endpoint: string
  readonly athena: string
  readonly region: string
}

export interface AwsLake extends TestLake {
  readonly deployment: Deployment
  readonly clients: AwsClients
  open(
    run: Run,
    tables: readonly Table[],
    more?: WarehouseOptions,
  ): ReturnType<TestLake['warehouse']>
}

export interface WarehouseOptions {
  readonly sources?: AwsSources
  readonly log?: Log
  readonly remaining?: () => number
}

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }

/** Clients of the servers, and of nothing else. */
export function clientsOf({ endpoint, athena: athenaEndpoint, region }: Servers): AwsClients {
  const common = { endpoint, region, credentials, maxAttempts: 3 }
  return {
    s3: new S3Client({ ...common, forcePathStyle: true }),
    glue: new GlueClient(common),
    athena: new AthenaClient({ ...common, endpoint: athenaEndpoint }),
  }
}

let lakes = 0

/** A new lake. */
export async function newAwsLake(servers: Servers): Promise<AwsLake> {
  lakes += 1
  const name = `lake-${process.pid}-${lakes}`
  const clients = clientsOf(servers)
  await clients.s3.send(new CreateBucketCommand({ Bucket: name }))
  const deployment: Deployment = {
    bucket: name,
    workGroup: 'primary',
    database: name.replaceAll('-', '_'),
    sources: `s3://${name}/shop/`,
    locations: [],
    tables: [],
  }
  const files = s3Files(clients.s3, name)
  const open = (run: Run, tables: readonly Table[], more: WarehouseOptions = {}) => {
    const { sources = {}, log = { step() {}, warn() {} } } = more
    const { remaining = () => Number.POSITIVE_INFINITY } = more
    const own = catalog(clients.glue, runDatabase(deployment.database, run))
    const { workGroup } = deployment
    const output = `s3://${name}/athena-results/`
    const { database } = own
    return athenaWarehouse({
      deployment,
      run,
      tables,
      sources,
      files,
      log,
      s3: clients.s3,
      catalog: own,
      stable: stableTables(clients.glue, catalog(clients.glue, deployment.database), name),
      athena: athena({ client: clients.athena, workGroup, database, output, log, remaining }),
    })
  }
  return { files, deployment, clients, open, warehouse: open }
}
