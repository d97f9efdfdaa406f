import type { Config } from '../../config.ts'
import type { Sources } from '../../lake.ts'
import type { Deployment } from '../../platform/aws/deployment.ts'
import type { Answer, Files, Log, Platform } from '../../platform/ports.ts'
import type { Run } from '../../stage.ts'

/** What the commands ask of an AWS account: that of the environment, or one that a test makes up. */
export interface Account {
  /** Throws when none is configured. */
  region(): Promise<string>
  /** A CloudFormation stack by its name; undefined when there is none. */
  stack(name: string): Promise<Stack | undefined>
  /** The objects of a bucket. */
  files(bucket: string): Files
  /** Every key of a bucket. */
  keys(bucket: string): Promise<readonly string[]>
  /** Writes an object’s bytes to a file. */
  save(bucket: string, key: string, path: string): Promise<void>
  /** The shop's files as a night would find them. Throws SourceError when some are missing. */
  sources(config: Config, deployment: Deployment): Promise<Sources>
  /** Runs one select on Athena. Throws QueryError with its words. */
  ask(sql: string, deployment: Deployment): Promise<Answer>
  /** The platform of a run that reads no source, worked from this machine with the account’s rights. */
  platform(run: Run, deployment: Deployment, log: Log): Promise<Platform>
  /** Starts an execution of a state machine unless there is one of that name. */
  start(machine: string, name: string, input: string): Promise<Start>
  execution(arn: string): Promise<Execution>
  /** What the steps of an execution have answered so far, in order. */
  answers(arn: string): Promise<readonly unknown[]>
  /** Lets some time pass before the next look. */
  pause(): Promise<void>
}

export interface Stack {
  /** CloudFormation's word for how it stands. */
  readonly status: string
  readonly outputs: Readonly<Record<string, string>>
}

export type Start =
  | { readonly status: 'started' | 'running'; readonly arn: string }
  /** An execution of that name has ended. */
  | { readonly status: 'taken' }

export interface Execution {
  readonly status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED' | 'PENDING_REDRIVE'
  /** Why it failed. */
  readonly error?: string
  readonly cause?: string
}
