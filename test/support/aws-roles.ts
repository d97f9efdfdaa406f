/** What a role may do, as the emulator judges it by the policies that were deployed. */
import { S3Client } from '@aws-sdk/client-s3'
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
  widen(
    bed,
    role,
    ['glue:GetDatabase', 'glue:DeleteDatabase'],
    (account) => `arn:aws:glue:${bed.region}:${account}:table/*`,
  )

/** The same for sending: the emulator’s SES knows no identity, and asks for the right to send as anybody. */
export const correctSendRights = (bed: Bed, role: string): Promise<() => Promise<void>> =>
  widen(bed, role, ['ses:SendRawEmail'], () => '*')

async function widen(
  bed: Bed,
  role: string,
  Action: readonly string[],
  resourceOf: (account: string) => string,
): Promise<() => Promise<void>> {
  const [, account = '', name = ''] = /^arn:aws:iam::(\d+):role\/(.+)$/.exec(role) ?? []
  const policy = { RoleName: name, PolicyName: 'emulator' }
  const statement = { Effect: 'Allow', Action, Resource: resourceOf(account) }
  await ask(bed, 'iam', {
    Action: 'PutRolePolicy',
    ...policy,
    PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }),
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
