/** What a role may do, as the emulator judges it by the policies that were deployed. */
import { isDeepStrictEqual } from 'node:util'
import { S3Client } from '@aws-sdk/client-s3'
import { z } from 'zod'
import type { Bed } from '../aws/bed.ts'
import { ask, configuration } from './aws-calls.ts'

/** An action, and the ARN of what it is done to. */
export type Right = readonly [action: string, resource: string]

/** The ARN of a function's role. */
export const roleOf = async (bed: Bed, name: string): Promise<string> =>
  (await configuration(bed, name)).Role

/** Those of the rights that a role has not. */
export async function refused(
  bed: Bed,
  role: string,
  rights: readonly Right[],
): Promise<readonly string[]> {
  const missing: string[] = []
  for (const [action, resource] of rights) {
    const answer = await ask(bed, 'iam', {
      Action: 'SimulatePrincipalPolicy',
      PolicySourceArn: role,
      'ActionNames.member.1': action,
      'ResourceArns.member.1': resource,
    })
    if (!answer.includes('<EvalDecision>allowed<')) missing.push(`${action} ${resource}`)
  }
  return missing
}

/**
 * Corrects what the emulator takes for the database of these two calls: a table of that name. On AWS it is a database,
 * which the role may look at. Returns what takes the correction back.
 */
export const correctDatabaseRights = (bed: Bed, role: string): Promise<() => Promise<void>> =>
  widen(bed, role, 'databases', (account) => [
    {
      ...{ Effect: 'Allow', Action: ['glue:GetDatabase', 'glue:DeleteDatabase'] },
      Resource: `arn:aws:glue:${bed.region}:${account}:table/*`,
    },
  ])

/** The same for sending: the emulator’s SES knows no identity, and asks for the right to send as anybody. */
export const correctSendRights = (bed: Bed, role: string): Promise<() => Promise<void>> =>
  widen(bed, role, 'sending', () => [
    { Effect: 'Allow', Action: 'ses:SendRawEmail', Resource: '*' },
  ])

/** The same for objects that are put where none is: the emulator’s S3 does so, and its IAM knows no such condition. */
export async function correctPutRights(bed: Bed, role: string): Promise<() => Promise<void>> {
  const given = (await policiesOf(bed, role)).flatMap(({ Statement }) => Statement)
  const once = given.filter(({ Condition }) => isDeepStrictEqual(Condition, putOnce))
  if (once.length === 0) throw new Error(`${role} puts nothing under the condition`)
  return widen(bed, role, 'puts', () => once.map(({ Condition: _, ...always }) => always))
}

const putOnce = { Null: { 's3:if-none-match': 'false' } }

type Statement = Readonly<Record<string, unknown>>

/** The policies that were deployed with a role. */
async function policiesOf(bed: Bed, role: string) {
  const RoleName = role.slice(role.indexOf('/') + 1)
  const listed = await ask(bed, 'iam', { Action: 'ListRolePolicies', RoleName })
  const names = [...listed.matchAll(/<member>([^<]+)</g)].map(([, name = '']) => name)
  return Promise.all(
    names.map(async (PolicyName) => {
      const found = await ask(bed, 'iam', { Action: 'GetRolePolicy', RoleName, PolicyName })
      const [, document = ''] = /<PolicyDocument>([^<]+)</.exec(found) ?? []
      return policySpec.parse(JSON.parse(decodeURIComponent(document)))
    }),
  )
}

const policySpec = z.object({ Statement: z.array(z.record(z.string(), z.unknown())) })

async function widen(
  bed: Bed,
  role: string,
  what: string,
  statementsFor: (account: string) => readonly Statement[],
): Promise<() => Promise<void>> {
  const [, account = '', name = ''] = /^arn:aws:iam::(\d+):role\/(.+)$/.exec(role) ?? []
  const policy = { RoleName: name, PolicyName: `emulator-${what}` }
  const Statement = statementsFor(account)
  await ask(bed, 'iam', {
    Action: 'PutRolePolicy',
    ...policy,
    PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement }),
  })
  return async () => {
    await ask(bed, 'iam', { Action: 'DeleteRolePolicy', ...policy })
  }
}

/** A client of S3 with the rights of a role. */
export async function s3As(bed: Bed, role: string): Promise<S3Client> {
  const answer = await ask(bed, 'sts', {
    Action: 'AssumeRole',
    RoleArn: role,
    RoleSessionName: 'test',
  })
  const word = (name: string) => new RegExp(`<${name}>([^<]+)<`).exec(answer)?.[1] ?? ''
  return new S3Client({
    endpoint: bed.endpoint,
    region: bed.region,
    forcePathStyle: true,
    credentials: {
      accessKeyId: word('AccessKeyId'),
      secretAccessKey: word('SecretAccessKey'),
      sessionToken: word('SessionToken'),
    },
  })
}
