import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
import { paginateGetQueryResults } from '@aws-sdk/client-athena'
import {
  CloudFormationClient,
  CloudFormationServiceException,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation'
import { GetObjectCommand } from '@aws-sdk/client-s3'
import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  paginateGetExecutionHistory,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn'
import { athena, refused } from '../../platform/aws/athena.ts'
import { awsClients } from '../../platform/aws/clients.ts'
import { awsPlatform } from '../../platform/aws/platform.ts'
import { athenaPrice } from '../../platform/aws/price.ts'
import { s3Files } from '../../platform/aws/s3-files.ts'
import { objectsBelow } from '../../platform/aws/s3-objects.ts'
import { findAwsSources } from '../../platform/aws/sources.ts'
import type { Account } from './account.ts'

/** The account of the environment: its credentials, its region. */
export function sdkAccount(): Account {
  const clients = awsClients()
  const formation = new CloudFormationClient()
  const machines = new SFNClient()
  return {
    region: () => formation.config.region(),

    async stack(name) {
      try {
        const { Stacks = [] } = await formation.send(new DescribeStacksCommand({ StackName: name }))
        const [stack] = Stacks
        if (!stack) return undefined
        const outputs = stack.Outputs?.map(({ OutputKey = '', OutputValue = '' }) => [
          OutputKey,
          OutputValue,
        ])
        return { status: stack.StackStatus ?? '', outputs: Object.fromEntries(outputs ?? []) }
      } catch (error) {
        // CloudFormation has no error of its own for it.
        if (isAbsent(error)) return undefined
        throw error
      }
    },

    files: (bucket) => s3Files(clients.s3, bucket),

    async keys(bucket) {
      const keys: string[] = []
      for await (const { key } of objectsBelow(clients.s3, bucket, '')) keys.push(key)
      return keys
    },

    async save(bucket, key, path) {
      const { Body } = await clients.s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }))
      await writeFile(path, (await Body?.transformToByteArray()) ?? new Uint8Array())
    },

    sources: (config, deployment) => findAwsSources(config, deployment, clients),

    async ask(sql, { bucket, workGroup, database, scanLimit }) {
      const { run } = athena({
        client: clients.athena,
        workGroup,
        database,
        output: `s3://${bucket}/athena-results/`,
        log: { step() {}, warn() {} },
        remaining: () => Number.POSITIVE_INFINITY,
      })
      const outcome = await run({ name: 'query', sql, token: randomUUID() })
      if (outcome.status === 'failed') throw refused('query', sql, outcome, scanLimit)
      const pages = paginateGetQueryResults(
        { client: clients.athena },
        { QueryExecutionId: outcome.id },
      )
      const rows: (string | null)[][] = []
      let names: string[] = []
      for await (const { ResultSet } of pages) {
        names = ResultSet?.ResultSetMetadata?.ColumnInfo?.map(({ Name = '' }) => Name) ?? []
        for (const { Data = [] } of ResultSet?.Rows ?? []) {
          rows.push(Data.map(({ VarCharValue = null }) => VarCharValue))
        }
      }
      // The first row repeats the names.
      return { names, rows: rows.slice(1) }
    },

    platform: async (run, deployment, log) => ({
      ...(await awsPlatform({ run, deployment, log })),
      price: athenaPrice,
    }),

    async start(stateMachineArn, name, input) {
      const arn = `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`
      try {
        const { status } = await machines.send(new DescribeExecutionCommand({ executionArn: arn }))
        return status === 'RUNNING' ? { status: 'running', arn } : { status: 'taken' }
      } catch (error) {
        if (!(error instanceof ExecutionDoesNotExist)) throw error
      }
      try {
        await machines.send(new StartExecutionCommand({ stateMachineArn, name, input }))
        return { status: 'started', arn }
      } catch (error) {
        // Another was a moment faster.
        if (error instanceof ExecutionAlreadyExists) return { status: 'running', arn }
        throw error
      }
    },

    async execution(executionArn) {
      const {
        status = 'RUNNING',
        error,
        cause,
      } = await machines.send(new DescribeExecutionCommand({ executionArn }))
      return { status, ...(error && { error }), ...(cause && { cause }) }
    },

    async answers(executionArn) {
      const answers: unknown[] = []
      for await (const { events = [] } of paginateGetExecutionHistory(
        { client: machines },
        { executionArn },
      )) {
        for (const { stateExitedEventDetails } of events) {
          const { output } = stateExitedEventDetails ?? {}
          if (output) answers.push(JSON.parse(output))
        }
      }
      return answers
    },

    pause: () => setTimeout(2000),
  }
}

const isAbsent = (error: unknown) =>
  error instanceof CloudFormationServiceException &&
  error.name === 'ValidationError' &&
  /does not exist/.test(error.message)
