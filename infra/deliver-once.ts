import { Duration } from 'aws-cdk-lib'
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions'
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks'
import { Construct } from 'constructs'
import type { Lambda } from './lambda.ts'
import { loggedMachine } from './logged-machine.ts'

export interface DeliverOnceProps {
  readonly deliver: Lambda
}

/** Calls Deliver once for a person, after the call that may be under way, and keeps what it answered. */
export class DeliverOnce extends Construct {
  readonly stateMachine: StateMachine

  constructor(scope: Construct, id: string, { deliver }: DeliverOnceProps) {
    super(scope, id)
    const send = new LambdaInvoke(this, 'send', {
      lambdaFunction: deliver.function,
      outputPath: '$.Payload',
      retryOnServiceExceptions: false,
    }).addRetry({
      errors: ['Lambda.TooManyRequestsException'],
      interval: Duration.seconds(15),
      backoffRate: 1,
      maxAttempts: 80,
    })
    this.stateMachine = loggedMachine(this, {
      comment: 'Sends the emails that are due, for a person who waits',
      first: send,
      calls: deliver,
      timeout: Duration.hours(1),
    })
  }
}
