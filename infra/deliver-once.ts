import { Duration, RemovalPolicy } from 'aws-cdk-lib'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import { DefinitionBody, LogLevel, StateMachine } from 'aws-cdk-lib/aws-stepfunctions'
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks'
import { Construct } from 'constructs'
import { acknowledge, acknowledgeWildcards } from './grant.ts'
import type { Lambda } from './lambda.ts'

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
    this.stateMachine = new StateMachine(this, 'StateMachine', {
      comment: 'Sends the emails that are due, for a person who waits',
      definitionBody: DefinitionBody.fromChainable(send),
      timeout: Duration.hours(1),
      logs: {
        level: LogLevel.ALL,
        includeExecutionData: true,
        destination: new LogGroup(this, 'Log', {
          retention: RetentionDays.THREE_MONTHS,
          removalPolicy: RemovalPolicy.DESTROY,
        }),
      },
    })
    deliver.grantInvoke(this.stateMachine.role)
    acknowledge(this.stateMachine, 'SF2', 'its one step is one function, and the log holds it')
    acknowledgeWildcards(
      this.stateMachine.role,
      ['*'],
      'log deliveries belong to no resource: their actions take no other',
    )
  }
}
