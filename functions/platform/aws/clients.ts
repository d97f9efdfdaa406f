import { S3Client } from '@aws-sdk/client-s3'

export const awsClients = () => ({
  s3: new S3Client({ forcePathStyle: Boolean(process.env.AWS_ENDPOINT_URL) }),
})
