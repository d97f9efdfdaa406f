import { Duration } from 'aws-cdk-lib'
import type { IRole } from 'aws-cdk-lib/aws-iam'
import {
  Choice,
  Condition,
  Fail,
  type IChainable,
  JitterType,
  JsonPath,
  Pass,
  type StateMachine,
  Succeed,
  TaskInput,
} from 'aws-cdk-lib/aws-stepfunctions'
import { LambdaInvoke, SnsPublish } from 'aws-cdk-lib/aws-stepfunctions-tasks'
import { Construct } from 'constructs'
import { pipeline, type StageName } from '../functions/pipeline.ts'
import type { Lambda } from './lambda.ts'
import { loggedMachine } from './logged-machine.ts'
import type { Ops } from './ops.ts'

export interface MachineProps {
  /** Claims nights and runs their stages. */
  readonly night: Lambda
  /** Hears of a night that can't go on. */
  readonly ops: Ops
  /** A night that takes longer is ended. @default 12 hours */
  readonly timeout?: Duration
}

/**
 * The stages of the pipeline in order, each called until it is done. The state is the night's date and attempt.
 * A stage answers `again` when it ran out of time, `failed` when trying again can't help; what it throws is tried
 * three times more.
 */
export class Machine extends Construct {
  readonly stateMachine: StateMachine

  constructor(scope: Construct, id: string, { night, ops, timeout }: MachineProps) {
    super(scope, id)
    const failing = this.failing(ops)
    const next = pipeline.reduceRight<IChainable>(
      (following, stage) => this.stage(stage, night, failing, following),
      new Succeed(this, 'published'),
    )
    this.stateMachine = loggedMachine(this, {
      comment: 'A night of Nocturne',
      first: this.claim(night, failing, next),
      calls: night,
      timeout: timeout ?? Duration.hours(12),
    })
  }

  /** Lets a role start a night. */
  grantStart(role: IRole): void {
    this.stateMachine.grantStartExecution(role)
  }

  private claim(night: Lambda, failing: Failing, first: IChainable): IChainable {
    const answered = new Choice(this, 'claimed?')
      .when(Condition.isPresent('$.failed'), failing.told)
      .when(Condition.stringEquals('$.status', 'published'), new Succeed(this, 'published before'))
      .otherwise(first)
    const asOf = JsonPath.stringAt('$.asOf')
    return this.task('claim', night, { asOf, stage: 'claim' }, failing).next(answered)
  }

  private stage(stage: StageName, night: Lambda, failing: Failing, next: IChainable): IChainable {
    const asOf = JsonPath.stringAt('$.asOf')
    const attempt = JsonPath.numberAt('$.attempt')
    const task = this.task(stage, night, { asOf, attempt, stage }, failing)
    const answered = new Choice(this, `${stage} done?`)
      .when(Condition.isPresent('$.failed'), failing.told)
      .when(Condition.isPresent('$.again'), task)
      .otherwise(next)
    task.next(answered)
    return task
  }

  private task(id: string, night: Lambda, payload: Record<string, unknown>, { thrown }: Failing) {
    return new LambdaInvoke(this, id, {
      lambdaFunction: night.function,
      payload: TaskInput.fromObject(payload),
      outputPath: '$.Payload',
      retryOnServiceExceptions: false,
    })
      .addRetry({
        errors: ['States.TaskFailed'],
        interval: Duration.seconds(10),
        backoffRate: 3,
        maxAttempts: 3,
        jitterStrategy: JitterType.FULL,
      })
      .addCatch(thrown, { resultPath: '$.thrown' })
  }

  /** What was thrown to the end takes the form of an answer; ops are told, and the execution fails with the cause. */
  private failing(ops: Ops): Failing {
    const told = new SnsPublish(this, 'tell ops', {
      topic: ops.topic,
      subject: JsonPath.format('Nocturne: the night of {} failed', JsonPath.stringAt('$.asOf')),
      message: TaskInput.fromText(
        JsonPath.format(
          '{}: {}',
          JsonPath.stringAt('$.failed.error'),
          JsonPath.stringAt('$.failed.cause'),
        ),
      ),
      resultPath: JsonPath.DISCARD,
    })
    const end = new Fail(this, 'failed', {
      errorPath: '$.failed.error',
      causePath: '$.failed.cause',
    })
    told.addCatch(end, { resultPath: JsonPath.DISCARD }).next(end)
    const thrown = new Pass(this, 'thrown', {
      parameters: {
        asOf: JsonPath.stringAt('$.asOf'),
        failed: {
          error: JsonPath.stringAt('$.thrown.Error'),
          cause: JsonPath.stringAt('$.thrown.Cause'),
        },
      },
    })
    thrown.next(told)
    return { told, thrown }
  }
}

/** Where a night goes that can't go on: with an answer, or with an error. */
interface Failing {
  readonly told: SnsPublish
  readonly thrown: Pass
}
