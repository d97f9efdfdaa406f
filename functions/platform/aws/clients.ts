import { AthenaClient } from '@aws-sdk/client-athena'
import { GlueClient } from '@aws-sdk/client-glue'
import type { S3Client } from '@aws-sdk/client-s3'
import { patient, s3Client } from './s3-client.ts'

/** What the platform speaks to. */
export interface AwsClients {
  readonly s3: S3Client
  readonly athena: AthenaClient
  readonly glue: GlueClient
}

/** Clients of the environment's account and region; `AWS_ENDPOINT_URL` names another place than AWS. */
export function awsClients(): AwsClients {
  return {
    s3: s3Client(),
    athena: new AthenaClient(patient),
    glue: new GlueClient(patient),
  }
}
