import { randomUUID } from 'node:crypto'
import {
  AthenaClient,
  CreateWorkGroupCommand,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  type QueryExecution,
  StartQueryExecutionCommand,
  type StartQueryExecutionCommandInput,
  StopQueryExecutionCommand,
} from '@aws-sdk/client-athena'
import { CreateDatabaseCommand, GetTableCommand, GlueClient } from '@aws-sdk/client-glue'
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3'
import { afterEach, beforeAll, describe, expect, inject, it } from 'vitest'

const { athena: endpoint, bucket } = inject('bed')
const athena = new AthenaClient({ maxAttempts: 1 })
const glue = new GlueClient()
const s3 = new S3Client({ forcePathStyle: true })
const database = 'api'
const results = { OutputLocation: `s3://${bucket}/results/` }

beforeAll(async () => {
  await glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: database } }))
  const groups = [
    { Name: 'narrow', Configuration: { BytesScannedCutoffPerQuery: 10_000_000 } },
    {
      Name: 'central',
      Configuration: { EnforceWorkGroupConfiguration: true, ResultConfiguration: results },
    },
  ]
  for (const group of groups) await athena.send(new CreateWorkGroupCommand(group))
})
afterEach(() => faults([]))

async function faults(list: readonly object[]): Promise<unknown> {
  const response = await fetch(`${endpoint}/faults`, { method: 'PUT', body: JSON.stringify(list) })
  return response.json()
}

type Start = Partial<StartQueryExecutionCommandInput>

const start = async (QueryString: string, more: Start = {}) => {
  const QueryExecutionContext = { Database: database }
  const given = { QueryString, QueryExecutionContext, ResultConfiguration: results, ...more }
  return (await athena.send(new StartQueryExecutionCommand(given))).QueryExecutionId
}

async function ended(QueryExecutionId: string | undefined): Promise<QueryExecution> {
  for (;;) {
    const answer = await athena.send(new GetQueryExecutionCommand({ QueryExecutionId }))
    const execution = answer.QueryExecution ?? {}
    if (!['QUEUED', 'RUNNING'].includes(execution.Status?.State ?? '')) return execution
    await new Promise((done) => setTimeout(done, 50))
  }
}

const run = async (sql: string, more?: Start) => ended(await start(sql, more))

async function rowsOf(QueryExecutionId: string | undefined, more: object = {}) {
  const command = new GetQueryResultsCommand({ QueryExecutionId, ...more })
  const { ResultSet, NextToken } = await athena.send(command)
  const rows = ResultSet?.Rows?.map(({ Data }) => Data?.map(({ VarCharValue }) => VarCharValue))
  return { rows, NextToken }
}

const ctas = (table: string, select: string) =>
  `create table ${table} with (format = 'PARQUET', external_location = 's3://${bucket}/${table}/',
    write_compression = 'ZSTD') as ${select}`

async function keysBelow(prefix: string): Promise<readonly string[]> {
  const found = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix }))
  return found.Contents?.map(({ Key }) => Key ?? '') ?? []
}

describe('a query', () => {
  it('answers its rows below the names of its columns, and writes them to S3', async () => {
    const query =
      await run(`select 1 as one, 'a' as name, cast(null as double) as nothing, 1e10 as big,
      array['x', 'y'] as list, timestamp '2026-03-10 07:00:00.123' as at`)
    expect(query.Status?.State).toBe('SUCCEEDED')
    expect((await rowsOf(query.QueryExecutionId)).rows).toEqual([
      ['one', 'name', 'nothing', 'big', 'list', 'at'],
      ['1', 'a', undefined, '1.0E10', '[x, y]', '2026-03-10 07:00:00.123'],
    ])
    const { OutputLocation } = query.ResultConfiguration ?? {}
    expect(await keysBelow('results/')).toContain(OutputLocation?.replace(`s3://${bucket}/`, ''))
  })

  it('is answered page by page', async () => {
    const query = await run('select * from unnest(sequence(1, 5)) as t (n) order by n')
    const pages: unknown[] = []
    let NextToken: string | undefined
    do {
      const page = await rowsOf(query.QueryExecutionId, { MaxResults: 4, NextToken })
      pages.push(page.rows?.flat())
      NextToken = page.NextToken
    } while (NextToken)
    expect(pages).toEqual([
      ['n', '1', '2', '3'],
      ['4', '5'],
    ])
  })

  it('fails with the engine’s words, and nobody may try it again', async () => {
    const { Status } = await run('select nothing from nowhere')
    expect(Status).toMatchObject({
      State: 'FAILED',
      StateChangeReason: expect.stringContaining('TABLE_NOT_FOUND: '),
      AthenaError: { ErrorCategory: 2, Retryable: false },
    })
  })

  it('stops when told', async () => {
    const QueryExecutionId = await start(
      'select count(*) from unnest(sequence(1, 9999)) a (x), unnest(sequence(1, 9999)) b (y), unnest(sequence(1, 999)) c (z)',
    )
    await athena.send(new StopQueryExecutionCommand({ QueryExecutionId }))
    expect((await ended(QueryExecutionId)).Status?.State).toBe('CANCELLED')
  })
})

describe('a token', () => {
  const ClientRequestToken = randomUUID()

  it('gives the same query back', async () => {
    const first = await start('select 1', { ClientRequestToken })
    expect(await start('select 1', { ClientRequestToken })).toBe(first)
  })

  it('gives a failed query back too', async () => {
    const token = { ClientRequestToken: randomUUID() }
    const failed = await run('select nothing from nowhere', token)
    expect(await run('select nothing from nowhere', token)).toEqual(failed)
  })

  it('is not for another query', async () => {
    await expect(start('select 2', { ClientRequestToken })).rejects.toMatchObject({
      name: 'InvalidRequestException',
      message: 'Idempotent parameters do not match',
    })
  })

  it('has at least 32 characters', async () => {
    const refused = start('select 2', { ClientRequestToken: 'short' })
    await expect(refused).rejects.toMatchObject({ name: 'InvalidRequestException' })
  })
})

describe('a table from a query', () => {
  it('lies where it was told to, and Glue knows it', async () => {
    const { Status } = await run(ctas('made', 'select 1 as one, cast(null as varchar) as name'))
    expect(Status?.State).toBe('SUCCEEDED')
    expect(await keysBelow('made/')).toHaveLength(1)
    const { Table } = await glue.send(new GetTableCommand({ DatabaseName: database, Name: 'made' }))
    expect(Table?.StorageDescriptor?.Location).toMatch(new RegExp(`^s3://${bucket}/made/?$`))
    expect(Table?.StorageDescriptor?.Columns).toMatchObject([
      { Name: 'one', Type: 'int' },
      { Name: 'name', Type: 'string' },
    ])
    const read = await run('select * from made')
    expect((await rowsOf(read.QueryExecutionId)).rows).toEqual([
      ['one', 'name'],
      ['1', undefined],
    ])
    expect(read.Statistics?.DataScannedInBytes).toBeGreaterThan(0)
  })

  it('is refused where something lies already', async () => {
    await run(ctas('twice', 'select 1 as one'))
    const again = ctas('twice', 'select 1 as one').replace('table twice', 'table other')
    expect((await run(again)).Status).toMatchObject({
      State: 'FAILED',
      StateChangeReason: expect.stringContaining('HIVE_PATH_ALREADY_EXISTS'),
      AthenaError: { Retryable: false },
    })
  })

  it('is refused in a work group that fixes the output location', async () => {
    const refused = start(ctas('never', 'select 1 as one'), { WorkGroup: 'central' })
    await expect(refused).rejects.toMatchObject({ name: 'InvalidRequestException' })
  })
})

describe('a fault', () => {
  it('answers calls with an error, as often as it was told', async () => {
    const throttle = { operation: 'StartQueryExecution', error: 'TooManyRequestsException' }
    await faults([{ ...throttle, times: 2 }])
    for (const _ of [1, 2]) {
      await expect(start('select 1')).rejects.toMatchObject({ name: throttle.error })
    }
    expect(await start('select 1')).toBeDefined()
    expect(await faults([])).toEqual([])
  })

  it('loses a table after its files were written', async () => {
    const reason = 'GENERIC_INTERNAL_ERROR: lost'
    await faults([{ operation: 'StartQueryExecution', sql: 'table lost', reason, times: 1 }])
    expect((await run(ctas('lost', 'select 1 as one'))).Status).toMatchObject({
      State: 'FAILED',
      StateChangeReason: reason,
      AthenaError: { ErrorCategory: 1, Retryable: true },
    })
    expect(await keysBelow('lost/')).toHaveLength(1)
    await expect(
      glue.send(new GetTableCommand({ DatabaseName: database, Name: 'lost' })),
    ).rejects.toMatchObject({ name: 'EntityNotFoundException' })
  })
})

describe('a work group’s limit', () => {
  const wide =
    'select cast(uuid() as varchar) as id from unnest(sequence(1, 10000)) a (x), unnest(sequence(1, 60)) b (y)'

  it('stops a query that reads more', async () => {
    expect((await run(ctas('wide', wide))).Status?.State).toBe('SUCCEEDED')
    const narrow = { WorkGroup: 'narrow' }
    const cut = { State: 'CANCELLED', StateChangeReason: 'Bytes scanned limit was exceeded' }
    expect((await run('select count(distinct id) from wide', narrow)).Status).toEqual(
      expect.objectContaining(cut),
    )
    const copy = ctas('copy', 'select * from wide')
    expect((await run(copy, narrow)).Status).toEqual(expect.objectContaining(cut))
    expect((await run('select * from copy')).Status?.StateChangeReason).toMatch(/TABLE_NOT_FOUND/)
    expect((await run('select count(*) from made', narrow)).Status?.State).toBe('SUCCEEDED')
  })
})
