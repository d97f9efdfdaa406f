import { type Duration, RemovalPolicy } from 'aws-cdk-lib'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import {
  DefinitionBody,
  type IChainable,
  LogLevel,
  StateMachine,
} from 'aws-cdk-lib/aws-stepfunctions'
import type { Construct } from 'constructs'
import { acknowledge, acknowledgeWildcards } from './grant.ts'
import type { Lambda } from './lambda.ts'

export interface LoggedMachineProps {
  readonly comment: string
  readonly first: IChainable
  /** The one function that every step calls. */
  readonly calls: Lambda
  readonly timeout: Duration
}

/** A state machine of one function, whose every step is kept in a log for three months. */
export function loggedMachine(
  scope: Construct,
  { comment, first, calls, timeout }: LoggedMachineProps,
): StateMachine {
  const machine = new StateMachine(scope, 'StateMachine', {
    comment,
    definitionBody: DefinitionBody.fromChainable(first),
    timeout,
    logs: {
      level: LogLevel.ALL,
      includeExecutionData: true,
      destination: new LogGroup(scope, 'Log', {
        retention: RetentionDays.THREE_MONTHS,
        removalPolicy: RemovalPolicy.DESTROY,
      }),
    },
  })
  calls.grantInvoke(machine.role)
  acknowledge(machine, 'SF2', 'every step is one function, and the log holds them all')
  acknowledgeWildcards(
    machine.role,
    ['*'],
    'log deliveries belong to no resource: their actions take no other',
  )
  return machine
}
