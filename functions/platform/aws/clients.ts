import { AthenaClient } from '@aws-sdk/client-athena'
import { GlueClient } from '@aws-sdk/client-glue'
import { S3Client } from '@aws-sdk/client-s3'

/** What the platform speaks to. */
export interface AwsClients {
  readonly s3: S3Client
  readonly athena: AthenaClient
  readonly glue: GlueClient
}

/** Clients of the environment's account and region; `AWS_ENDPOINT_URL` names another place than AWS. */
export function awsClients(): AwsClients {
  // A night waits rather than fails: throttling and 503s are tried again for about a minute.
  const patient = { maxAttempts: 8 }
  return {
    s3: new S3Client({ ...patient, forcePathStyle: Boolean(process.env.AWS_ENDPOINT_URL) }),
    athena: new AthenaClient(patient),
    glue: new GlueClient(patient),
  }
}
