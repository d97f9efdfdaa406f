import { Duration, TimeZone } from 'aws-cdk-lib'
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import {
  ContextAttribute,
  Schedule as EventSchedule,
  ScheduleExpression,
  ScheduleTargetInput,
} from 'aws-cdk-lib/aws-scheduler'
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets'
import { Construct } from 'constructs'
import { Lambda } from './lambda.ts'
import type { Machine } from './machine.ts'

export interface ScheduleProps {
  readonly machine: Machine
  /** The company's zone. */
  readonly timeZone: string
  /** When a night starts there, `HH:MM`. */
  readonly hour: string
}

/** Starts the night of every day in the company's zone. An hour that is delivered twice starts one execution. */
export class Schedule extends Construct {
  readonly starter: Lambda

  constructor(scope: Construct, id: string, { machine, timeZone, hour }: ScheduleProps) {
    super(scope, id)
    this.starter = new Lambda(this, 'Starter', {
      entry: 'starter',
      description: 'Starts the execution of a night',
      timeout: Duration.minutes(1),
      environment: {
        NOCTURNE_STATE_MACHINE: machine.stateMachine.stateMachineArn,
        NOCTURNE_TIME_ZONE: timeZone,
      },
    })
    machine.grantStart(this.starter.role)
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com'),
    })
    this.starter.grantInvoke(role)
    const [hours = '', minutes = ''] = hour.split(':')
    new EventSchedule(this, 'Nightly', {
      description: `Starts a night at ${hour}, ${timeZone}`,
      schedule: ScheduleExpression.cron({
        minute: String(Number(minutes)),
        hour: String(Number(hours)),
        timeZone: TimeZone.of(timeZone),
      }),
      target: new LambdaInvoke(this.starter.function, {
        role,
        input: ScheduleTargetInput.fromObject({ scheduledTime: ContextAttribute.scheduledTime }),
      }),
    })
  }
}
