import { AthenaClient, CreateWorkGroupCommand } from '@aws-sdk/client-athena'
import {
  CloudFormationClient,
  CreateStackCommand,
  waitUntilStackCreateComplete,
} from '@aws-sdk/client-cloudformation'
import { CreateDatabaseCommand, GlueClient } from '@aws-sdk/client-glue'
import { beforeAll, describe, expect, inject, it } from 'vitest'
import { sdkAccount } from '../../functions/commands/aws/sdk-account.ts'
import { QueryError } from '../../functions/errors.ts'

const { bucket, region } = inject('bed')
const account = sdkAccount()
const deployment = {
  bucket,
  workGroup: 'account',
  database: 'account',
  sources: `s3://${bucket}/exports/`,
  locations: [],
  tables: [],
}

/** A machine that claims a night, waits, and fails as a night does. */
const definition = {
  StartAt: 'Claim',
  States: {
    Claim: {
      Type: 'Pass',
      Result: { asOf: '2026-03-10', attempt: 2, status: 'run' },
      Next: 'Work',
    },
    Work: { Type: 'Wait', Seconds: 3, Next: 'Failed' },
    Failed: { Type: 'Fail', Error: 'SourceError', Cause: 'no orders\nbring them' },
  },
}
const template = {
  Resources: {
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Service: 'states.amazonaws.com' },
              Action: 'sts:AssumeRole',
            },
          ],
        },
      },
    },
    Night: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        StateMachineName: 'account',
        RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] },
        DefinitionString: JSON.stringify(definition),
      },
    },
  },
  Outputs: { Bucket: { Value: bucket }, StateMachine: { Value: { Ref: 'Night' } } },
}

beforeAll(async () => {
  const formation = new CloudFormationClient()
  const body = { TemplateBody: JSON.stringify(template), Capabilities: ['CAPABILITY_IAM' as const] }
  await formation.send(new CreateStackCommand({ StackName: 'account', ...body }))
  await waitUntilStackCreateComplete(
    { client: formation, maxWaitTime: 30, minDelay: 1, maxDelay: 1 },
    { StackName: 'account' },
  )
  await new AthenaClient().send(new CreateWorkGroupCommand({ Name: 'account' }))
  await new GlueClient().send(new CreateDatabaseCommand({ DatabaseInput: { Name: 'account' } }))
})

describe('the account', () => {
  it('has the region of the environment', async () => {
    expect(await account.region()).toBe(region)
  })

  it('reads the outputs of a stack, and knows when there is none', async () => {
    expect(await account.stack('account')).toEqual({
      status: 'CREATE_COMPLETE',
      outputs: { Bucket: bucket, StateMachine: expect.stringContaining(':stateMachine:account') },
    })
    expect(await account.stack('absent')).toBeUndefined()
  })

  it('answers a select of more than one page as text', async () => {
    const sql = `select n, 9007199254740993 as big, decimal '1.50' as money, cast(null as varchar) as nothing
      from unnest(sequence(1, 1200)) as t (n) order by n`
    const { names, rows } = await account.ask(sql, deployment)
    expect(names).toEqual(['n', 'big', 'money', 'nothing'])
    expect(rows).toHaveLength(1200)
    expect(rows[0]).toEqual(['1', '9007199254740993', '1.50', null])
    expect(rows.at(-1)?.[0]).toBe('1200')
  })

  it('says in Athena’s words why a select fails', async () => {
    const failed = account.ask('select nothing', deployment)
    await expect(failed).rejects.toThrow(QueryError)
    await expect(failed).rejects.toThrow('COLUMN_NOT_FOUND')
  })

  it('keeps objects as a folder does', async () => {
    const files = account.files(bucket)
    expect(await files.putIfAbsent('account/a.json', '{}')).toBe(true)
    expect(await files.putIfAbsent('account/a.json', '[]')).toBe(false)
    expect(await files.read('account/a.json')).toBe('{}')
    expect(await files.read('account/b.json')).toBeUndefined()
    expect(await files.list('account')).toEqual(['account/a.json'])
  })

  it('starts an execution once, joins it, and follows it to its end', async () => {
    const machine = (await account.stack('account'))?.outputs.StateMachine ?? ''
    const begin = () => account.start(machine, '2026-03-10-1', '{"asOf":"2026-03-10"}')
    const first = await begin()
    expect(first).toMatchObject({ status: 'started' })
    expect(await begin()).toEqual({ ...first, status: 'running' })
    const arn = first.status === 'taken' ? '' : first.arn
    let execution = await account.execution(arn)
    expect(execution).toEqual({ status: 'RUNNING' })
    while (execution.status === 'RUNNING') {
      await account.pause()
      execution = await account.execution(arn)
    }
    expect(execution).toEqual({
      status: 'FAILED',
      error: 'SourceError',
      cause: 'no orders\nbring them',
    })
    expect((await account.answers(arn))[0]).toEqual(definition.States.Claim.Result)
    expect(await begin()).toEqual({ status: 'taken' })
  })
})
