import { S3Client } from '@aws-sdk/client-s3'

/** Who runs alone waits rather than fails: throttling and 503s are tried again for about a minute. */
export const patient = { maxAttempts: 8 }

/** S3 of the environment’s account and region; `AWS_ENDPOINT_URL` names another place than AWS. */
export const s3Client = (): S3Client =>
  new S3Client({ ...patient, forcePathStyle: Boolean(process.env.AWS_ENDPOINT_URL) })
