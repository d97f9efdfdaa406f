import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { freePort } from '../support/free-port.ts'

declare module 'vitest' {
  interface ProvidedContext {
    bed: Bed
  }
}

/** Where the tests find AWS: the emulator, the Athena API, and a bucket for tests that deploy none. */
export interface Bed {
  readonly endpoint: string
  readonly athena: string
  readonly region: string
  readonly bucket: string
  /** The port to which the emulator’s SES hands mail: a test that wants it listens there. */
  readonly smtp: number
  /** Where its servers keep their files. */
  readonly folder: string
}

const script = join(import.meta.dirname, '../support/bed.sh')
const region = 'eu-west-1'
const bucket = 'bed'

/** Starts the bed for all tests of a run, on free ports, and ends it afterwards, also when the run is killed. */
export async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'nocturne-aws-'))
  const ports = { ministack: await freePort(), trino: await freePort(), athena: await freePort() }
  const smtp = await freePort()
  const stop = () => {
    execFileSync(script, ['down', folder], { stdio: ['ignore', 'inherit', 'inherit'] })
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    execFileSync(script, ['up', folder, String(process.pid)], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        ...process.env,
        BUCKET: bucket,
        MINISTACK_PORT: String(ports.ministack),
        TRINO_PORT: String(ports.trino),
        ATHENA_PORT: String(ports.athena),
        SMTP_HOST: `127.0.0.1:${smtp}`,
      },
    })
  } catch (error) {
    stop()
    throw error
  }
  const endpoint = `https://127.0.0.1:${ports.ministack}`
  const athena = `http://127.0.0.1:${ports.athena}`
  const certificate = join(folder, 'ministack/tmp/ministack-tls/server.crt')
  leaveTheRealAws({
    AWS_ENDPOINT_URL: endpoint,
    AWS_ENDPOINT_URL_ATHENA: athena,
    NODE_EXTRA_CA_CERTS: certificate,
    // The CDK looks here alone.
    AWS_CA_BUNDLE: certificate,
  })
  project.provide('bed', { endpoint, athena, region, bucket, smtp, folder })
  return stop
}

/** Tests inherit this environment: no profile, file or machine role of whoever runs them is found. */
function leaveTheRealAws(endpoints: Readonly<Record<string, string>>): void {
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name]
  Object.assign(process.env, endpoints, {
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  })
}
