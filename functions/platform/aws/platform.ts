import type { Run } from '../../stage.ts'
import type { Log, Platform } from '../ports.ts'
import type { Deployment } from './deployment.ts'
import type { AwsSources } from './sources.ts'

export interface AwsPlatformOptions {
  readonly run: Run
  readonly deployment: Deployment
  readonly sources: AwsSources
  readonly log: Log
  readonly remaining?: () => number
}

export async function awsPlatform({ run }: AwsPlatformOptions): Promise<Platform> {
  throw new Error(`no platform for ${run.id}`)
}
