import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    bed: Bed
  }
}

/** Where the tests find what stands for AWS. */
export interface Bed {
  readonly endpoint: string
  readonly athena: string
  readonly region: string
  readonly bucket: string
}

/** Tells the tests where the servers are that the environment names. */
export async function setup(project: TestProject): Promise<void> {
  const { AWS_ENDPOINT_URL: endpoint, AWS_ENDPOINT_URL_ATHENA: athena, AWS_REGION } = process.env
  if (!endpoint || !athena)
    throw new Error('AWS_ENDPOINT_URL and AWS_ENDPOINT_URL_ATHENA are not set')
  const bucket = 'lake'
  await fetch(`${endpoint}/${bucket}`, { method: 'PUT' })
  project.provide('bed', { endpoint, athena, region: AWS_REGION ?? 'eu-west-1', bucket })
}
