import { Duration } from 'aws-cdk-lib'
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  Metric,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import { Construct } from 'constructs'
import { metrics } from '../functions/pipeline.ts'
import type { Mail } from './mail.ts'
import { type ErrorsOf, mailAlarms, type OwnMetric } from './mail-alarms.ts'
import type { Night } from './night.ts'
import type { Ops } from './ops.ts'

export interface AlarmsProps {
  readonly night: Night
  /** @default no emails are sent */
  readonly mail?: Mail
  /** Hears of every alarm, and of its end. */
  readonly ops: Ops
  /** What the deployment is called in metrics. */
  readonly deployment: string
  /** Hours without a finished night before it counts as late. */
  readonly lateHours: number
  /** Bytes a day that nobody expects to be read. */
  readonly dayScanLimit: number
}

export interface AlarmOf {
  readonly metric: IMetric
  /** What broke, as a sentence. */
  readonly says: string
  /** The heading in the runbook. @default the alarm's name */
  readonly heading?: string
  readonly threshold: number
  /** @default 1 */
  readonly periods?: number
  /** @default at or above the threshold */
  readonly comparison?: ComparisonOperator
  /** @default no data is good news */
  readonly missing?: TreatMissingData
}

/** What ops hear of. Each alarm names its heading in docs/runbook.md. */
export class Alarms extends Construct {
  readonly all: readonly Alarm[]

  constructor(scope: Construct, id: string, { night, mail, ops, ...props }: AlarmsProps) {
    super(scope, id)
    const { deployment, lateHours, dayScanLimit } = props
    const { stateMachine } = night.machine
    const own: OwnMetric = (metricName, dimensions, period) =>
      new Metric({
        namespace: metrics.namespace,
        metricName,
        dimensionsMap: { Deployment: deployment, ...dimensions },
        statistic: Stats.SUM,
        period,
      })
    const hour = Duration.hours(1)
    const errors: ErrorsOf = (name, lambda) => ({
      says: `${name} threw an error, though trying again may have helped.`,
      heading: 'function-errors',
      metric: lambda.function.metricErrors({ period: hour }),
      threshold: 1,
    })
    const alarms: Record<string, AlarmOf> = {
      NightFailed: {
        says: 'A night ended without being published.',
        metric: stateMachine.metricFailed({ period: hour }),
        threshold: 1,
      },
      NightLate: {
        says: `No night has been published for ${lateHours} hours.`,
        metric: stateMachine.metricSucceeded({ period: hour }),
        threshold: 1,
        comparison: ComparisonOperator.LESS_THAN_THRESHOLD,
        periods: lateHours,
        missing: TreatMissingData.BREACHING,
      },
      DataStopped: {
        says: 'A check of the shop’s files stopped a night before anything was published.',
        metric: own(metrics.failed, { Error: 'SourceError' }, hour),
        threshold: 1,
      },
      TooMuchRead: {
        says: `The nights of a day read more than ${dayScanLimit} bytes.`,
        metric: own(metrics.bytes, {}, Duration.days(1)),
        threshold: dayScanLimit,
        comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
      },
      NightErrors: errors('Night', night.lambda),
      StarterErrors: errors('Starter', night.schedule.starter),
      ...(mail && mailAlarms(mail, own, errors)),
    }
    this.all = Object.entries(alarms).map(([name, one]) => this.alarm(name, one, ops))
  }

  private alarm(name: string, { metric, says, threshold, ...one }: AlarmOf, ops: Ops): Alarm {
    const alarm = new Alarm(this, name, {
      alarmDescription: `${says} See docs/runbook.md#${one.heading ?? headingOf(name)}`,
      metric,
      threshold,
      evaluationPeriods: one.periods ?? 1,
      comparisonOperator: one.comparison ?? ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: one.missing ?? TreatMissingData.NOT_BREACHING,
    })
    const action = new SnsAction(ops.topic)
    alarm.addAlarmAction(action)
    alarm.addOkAction(action)
    return alarm
  }
}

/** `NightFailed` is explained below `## Night failed`. */
const headingOf = (name: string) => name.replace(/(?<=.)[A-Z]/g, '-$&').toLowerCase()
