import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { freePort } from '../support/free-port.ts'

declare module 'vitest' {
  interface ProvidedContext {
    servers: Servers
  }
}

/** Where the tests find Trino, and the S3 bucket that its tables are in. */
export interface Servers {
  readonly trino: string
  readonly s3: string
  readonly bucket: string
}

const support = join(import.meta.dirname, '../support')
const bucket = 'lake'

/** Starts S3 and Trino for all tests of a run, on free ports, and stops them afterwards. */
export async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'nocturne-trino-'))
  const server = (name: string, ...words: readonly string[]) =>
    execFileSync(join(support, `${name}.sh`), words, { stdio: ['ignore', 'inherit', 'inherit'] })
  const stop = () => {
    server('trino', 'stop', join(folder, 'trino'))
    server('ministack', 'stop', join(folder, 's3'))
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const [s3Port, trinoPort] = [await freePort(), await freePort()]
    const [s3, trino] = [`http://127.0.0.1:${s3Port}`, `http://127.0.0.1:${trinoPort}`]
    server('ministack', 'start', join(folder, 's3'), String(s3Port))
    const made = await fetch(`${s3}/${bucket}`, { method: 'PUT' })
    if (!made.ok) throw new Error(`no bucket: the emulator answered ${made.status}`)
    server('trino', 'start', join(folder, 'trino'), String(trinoPort), s3, bucket)
    project.provide('servers', { trino, s3, bucket })
  } catch (error) {
    stop()
    throw error
  }
  return stop
}
